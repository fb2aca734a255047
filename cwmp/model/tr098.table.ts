/**
 * Made by scripts/mapping-tables.mjs, do not edit: the InternetGatewayDevice:1.14. `#` gives an enumeration a number; `@` opens an object (w: rows can be added and deleted);
 * a parameter is: name, type/access, then e<enumeration>, r<min>:<max>, L<maxLength>, h (hidden).
 */
export const TR098 = `#0	Running|Sleeping|Stopped|Idle|Uninterruptible|Zombie
#1	Disabled|Enabled|Error
#2	Tahoe|Reno|New Reno|Vegas
#3	arm|i386|m68010|m68k|mipseb|mipsel|powerpc|sh3eb|sh3el|x86_64
#4	Z-Wave|ZigBee|UPnP-DM|ETSI-M2M
#5	GPS|AGPS|Manual|External
#6	|CWMP|OMA-DM|SNMP|UPnP|HELD|DHCPv4|DHCPv6|LLDP-MED|MLP|Other
#7	InstanceNumber|InstanceAlias
#8	HTTP|STUN|XMPP
#9	GZIP|Compress|Deflate
#10	UDP
#11	Upload|Download|Both
#12	Success|Failure|Both
#13	Install|Update|Uninstall
#14	9001|9003|9012|9013|9015|9016|9017|9018|9022|9023|9024|9025|9026|9027|9028|9029|9030|9031|9032
#15	Z-Wave|ZigBee|UPnP|ETSI-M2M
#16	Pending|Retrying|Success|Error
#17	Disabled|Unsynchronized|Synchronized|Error_FailedToSynchronize|Error
#18	HTTP|HTTPS
#19	Default|Network|Host
#20	None|Requested|Complete|Error_CannotResolveHostName|Error_Internal|Error_Other
#21	Normal|UseAllocatedSubnet|Passthrough
#22	DHCP|Static|AutoIP
#23	Exact|Prefix|Suffix|Substring
#24	Normal|Passthrough
#25	Up|NoLink|Error|Disabled
#26	10|100|1000|10000|Auto
#27	Half|Full|Auto
#28	Host|Hub|Device
#29	Low|Full|High
#30	Self|Bus|Unknown
#31	Up|Error|Disabled
#32	None|Basic|WPA|11i|BasicandWPA|Basicand11i|WPAand11i|BasicandWPAand11i
#33	a|b|g|g-only|n
#34	Disabled|40-bit|104-bit
#35	None|WEPEncryption
#36	None|EAPAuthentication|SharedAuthentication
#37	WEPEncryption|TKIPEncryption|WEPandTKIPEncryption|AESEncryption|WEPandAESEncryption|TKIPandAESEncryption|WEPandTKIPandAESEncryption
#38	PSKAuthentication|EAPAuthentication
#39	PSKAuthentication|EAPAuthentication|EAPandPSKAuthentication
#40	InfrastructureAccessPoint|WirelessBridge|WirelessRepeater|WirelessStation
#41	None|LinkAuthentication|RadiusClient
#42	USBFlashDrive|Ethernet|Label|Display|ExternalNFCToken|IntegratedNFCToken|NFCInterface|PushButton|Keypad
#43	Unlocked|LockedByLocalManagement|LockedByRemoteManagement|PINRetryLimitReached
#44	Not configured|Configured
#45	NoError|DecryptionCRCFailure|SignalTooWeak|CouldntConnectToRegistrar|RogueActivitySuspected|DeviceBusy|SetupLocked|MessageTimeout|RegistrationSessionTimeout|DevicePasswordAuthFailure
#46	Ethernet|USB|802.11|HomePNA|HomePlug|MoCA|Other
#47	DSL|Ethernet|POTS
#48	Up|Down|Initializing|Unavailable
#49	Up|Initializing|EstablishingLink|NoSignal|Error|Disabled
#50	G.992.3_Annex_K_ATM|G.992.3_Annex_K_PTM|G.993.2_Annex_K_ATM|G.993.2_Annex_K_PTM|G.994.1
#51	ADSL_G.dmt|ADSL_G.lite|ADSL_G.dmt.bis|ADSL_re-adsl|ADSL_2plus|ADLS_four|ADSL_ANSI_T1.413|G.shdsl|IDSL|HDSL|SDSL|VDSL
#52	DMT|CAP|2B1Q|43BT|PAM|QAM
#53	8a|8b|8c|8d|12a|12b|17a|17b|30a
#54	Interleaved|Fast|None
#55	G.992.3_Annex_K_ATM|G.992.3_Annex_K_PTM|G.993.2_Annex_K_ATM|G.993.2_Annex_K_PTM
#56	G.992.1_Annex_A|G.992.1_Annex_B|G.992.1_Annex_C|T1.413|T1.413i2|ETSI_101_388|G.992.2|G.992.3_Annex_A|G.992.3_Annex_B|G.992.3_Annex_C|G.992.3_Annex_I|G.992.3_Annex_J|G.992.3_Annex_L|G.992.3_Annex_M|G.992.4|G.992.5_Annex_A|G.992.5_Annex_B|G.992.5_Annex_C|G.992.5_Annex_I|G.992.5_Annex_J|G.992.5_Annex_M|G.993.1|G.993.1_Annex_A|G.993.2_Annex_A|G.993.2_Annex_B|G.993.2_Annex_C
#57	L0|L1|L3|L4
#58	10|100|1000|10000
#59	None|Requested|Complete|Error_Internal|Error_Other
#60	EoA|IPoA|PPPoA|PPPoE|CIP|Unconfigured
#61	LLC|VCMUX
#62	AAL1|AAL2|AAL3|AAL4|AAL5
#63	UBR|CBR|GFR|VBR-nrt|VBR-rt|UBR+|ABR
#64	Up|Down|Unavailable
#65	Up|Down|Dialing|Connecting|Unavailable
#66	PPP_Dialup
#67	0|1|2|2.0|8|80
#68	V92|V90|V34|V32bis|V32
#69	V42_LAPM|V42_MNP4|V14|V80
#70	V42bis|MNP5
#71	Unconfigured|Connecting|Connected|PendingDisconnect|Disconneting|Disconnecting|Disconnected
#72	Unconfigured|IP_Routed|IP_Bridged
#73	ERROR_NONE|ERROR_COMMAND_ABORTED|ERROR_NOT_ENABLED_FOR_INTERNET|ERROR_USER_DISCONNECT|ERROR_ISP_DISCONNECT|ERROR_IDLE_DISCONNECT|ERROR_FORCED_DISCONNECT|ERROR_NO_CARRIER|ERROR_IP_CONFIGURATION|ERROR_UNKNOWN
#74	DHCP|Static
#75	OnDemand|AlwaysOn|Manual
#76	Off|RIPv1|RIPv2|OSPF
#77	TCP|UDP
#78	Unconfigured|Connecting|Authenticating|Connected|PendingDisconnect|Disconnecting|Disconnected
#79	Unconfigured|IP_Routed|DHCP_Spoofed|PPPoE_Bridged|PPPoE_Relay|PPTP_Relay|L2TP_Relay
#80	ERROR_NONE|ERROR_ISP_TIME_OUT|ERROR_COMMAND_ABORTED|ERROR_NOT_ENABLED_FOR_INTERNET|ERROR_BAD_PHONE_NUMBER|ERROR_USER_DISCONNECT|ERROR_ISP_DISCONNECT|ERROR_IDLE_DISCONNECT|ERROR_FORCED_DISCONNECT|ERROR_SERVER_OUT_OF_RESOURCES|ERROR_RESTRICTED_LOGON_HOURS|ERROR_ACCOUNT_DISABLED|ERROR_ACCOUNT_EXPIRED|ERROR_PASSWORD_EXPIRED|ERROR_AUTHENTICATION_FAILURE|ERROR_NO_DIALTONE|ERROR_NO_CARRIER|ERROR_NO_ANSWER|ERROR_LINE_BUSY|ERROR_UNSUPPORTED_BITSPERSECOND|ERROR_TOO_MANY_LINE_ERRORS|ERROR_IP_CONFIGURATION|ERROR_UNKNOWN
#81	None|MPPE
#82	None|Van Jacobsen|STAC LZS
#83	PAP|CHAP|MS-CHAP
#84	PPPoA|PPPoE|L2TP|PPTP
#85	802.1D|802.1Q
#86	Disabled|Blocking|Listening|Learning|Forwarding|Broken
#87	AdmitAll|AdmitOnlyVLANTagged|AdmitOnlyPrioUntagged
#88	LANInterface|WANInterface|LANRouterConnection|WANRouterConnection
#89	SimpleTokenBucket|SingleRateThreeColor|TwoRateThreeColor
#90	RED|DT|WRED|BLUE
#91	WFQ|WRR|SP
#92	HTTP|FTP
#93	None|Requested|Completed|Error_InitConnectionFailed|Error_NoResponse|Error_TransferFailed|Error_PasswordRequestFailed|Error_LoginFailed|Error_NoTransferMode|Error_NoPASV|Error_IncorrectSize|Error_Timeout
#94	None|Requested|Completed|Error_InitConnectionFailed|Error_NoResponse|Error_PasswordRequestFailed|Error_LoginFailed|Error_NoTransferMode|Error_NoPASV|Error_NoCWD|Error_NoSTOR|Error_NoTransferComplete
#95	Disabled|Enabled|Error_URLEmpty|Error
#96	None|Requested|Complete|Error_CannotResolveHostName|Error_MaxHopCountExceeded
#97	LeaseActive|LeaseExpired|ByebyeReceived
#98	None|Running|Error
#99	CA|DRM|UICC
#100	SIM|USIM|ISIM
#101	None|Requested|Complete|Error_DNSServerNotResolved|Error_Internal|Error_Other
#102	Success|Error_DNSServerNotAvailable|Error_HostNameNotResolved|Error_Timeout|Error_Other
#103	None|Authoritative|NonAuthoritative
#104	High|Low|Off
#105	OHCI|EHCI|UHCI|xHCI
#106	Low|Full|High|Super
#107	Disabled|Enabled|Trigger
#108	Current|Change
#109	Latest|Minimum|Maximum|Average
#110	Installing|Installed|Updating|Uninstalling|Uninstalled
#111	Idle|Starting|Active|Stopping
#112	Idle|Active
#113	NoFault|FailureOnStart|FailureOnAutoStart|FailureOnStop|FailureWhileActive|DependencyFailure|UnStartable
#114	|*|Cleared|Critical|Major|Minor|Warning|Indeterminate
#115	0 Expedited|1 Queued|2 Logged|3 Disabled
#116	Critical|Major|Minor|Warning|Indeterminate
#117	NewAlarm|ChangedAlarm|ClearedAlarm
#118	Cleared|Critical|Major|Minor|Warning|Indeterminate
#119	Indeterminate|InProgress|Success|Error|Error_TIMEOUT
#120	Real|Reference
#121	3DES-CBC|AES-CBC
#122	HMAC-SHA1|AES-XCBC-PRF-128
#123	HMAC-SHA1-96|AES-XCBC-MAC-96
#124	1024|2048
#125	3DES-CBC|AES-CBC|Null
#126	On|Off
#127	Disabled|Active|Completed|Progressing|Error
#128	Disabled|Enabled|Reset|Initializing
#129	Basic|Digest|DigitalSignature
#130	Guest|Standard|Restricted|Administrator|Debug
#131	TelUri|AnonymousReference|All
#132	FiFo|Priority
#133	TelUri|AnonymousReference
#134	Disabled|Ready|Flushed
#135	Enabled|Disabled|Error
#136	Streaming|File
#137	XML|XDR
#138	LeaseActive|GoodbyeReceived|LeaseExpired
#139	Enabled|Disabled|Unknown|Dormant|Connecting|ServerNotPresent|Error_Misconfigured|Error_AuthenticationFailure|Error
#140	DNS-SRV|ServerTable
@
DeviceSummary	s/r	L1024
LANDeviceNumberOfEntries	u/r
WANDeviceNumberOfEntries	u/r
UserNumberOfEntries	u/r
SmartCardReaderNumberOfEntries	u/r
@Services.
@DeviceInfo.
DeviceCategory	[s]/r
Manufacturer	s/r	L64
ManufacturerOUI	s/r	L6
ModelName	s/r	L64
ModelNumber	s/r	L64
Description	s/r	L256
ProductClass	s/r	L64
SerialNumber	s/r	L64
HardwareVersion	s/r	L64
SoftwareVersion	s/r	L64
ModemFirmwareVersion	s/r	L64
EnabledOptions	[s]/r
AdditionalHardwareVersion	[s]/r
AdditionalSoftwareVersion	[s]/r
SpecVersion	s/r	L16
ProvisioningCode	s/w	L64
UpTime	u/r
FirstUseDate	t/r
DeviceLog	s/r	L32768
VendorConfigFileNumberOfEntries	u/r
SupportedDataModelNumberOfEntries	u/r
ProcessorNumberOfEntries	u/r
VendorLogFileNumberOfEntries	u/r
LocationNumberOfEntries	u/r
@DeviceInfo.VendorConfigFile.{}.
Alias	s/w
Name	s/r	L64
Version	s/r	L16
Date	t/r
Description	s/r	L256
@DeviceInfo.MemoryStatus.
Total	u/r
Free	u/r
@DeviceInfo.ProcessStatus.
CPUUsage	u/r	r:100
ProcessNumberOfEntries	u/r
@DeviceInfo.ProcessStatus.Process.{}.
PID	u/r
Command	s/r	L256
Size	u/r
Priority	u/r	r:99
CPUTime	u/r
State	s/r	e0
@DeviceInfo.TemperatureStatus.
TemperatureSensorNumberOfEntries	u/r
@DeviceInfo.TemperatureStatus.TemperatureSensor.{}.
Alias	s/w
Enable	b/w
Status	s/r	e1
Reset	b/w	h
ResetTime	t/r
Name	s/r	L256
Value	i/r	r-274:
LastUpdate	t/r
MinValue	i/r	r-274:
MinTime	t/r
MaxValue	i/r	r-274:
MaxTime	t/r
LowAlarmValue	i/w	r-274:
LowAlarmTime	t/r
HighAlarmValue	i/w	r-274:
HighAlarmTime	t/r
PollingInterval	u/w
@DeviceInfo.NetworkProperties.
MaxTCPWindowSize	u/r
TCPImplementation	[s]/r	e2
@DeviceInfo.SupportedDataModel.{}.
Alias	s/w
URL	s/r	L256
UUID	s/r
URN	s/r	L256
Features	[s]/r
@DeviceInfo.Processor.{}.
Alias	s/w
Architecture	s/r	e3
@DeviceInfo.VendorLogFile.{}.
Alias	s/w
Name	s/r	L64
MaximumSize	u/r
Persistent	b/r
@DeviceInfo.ProxierInfo.
ManufacturerOUI	s/r	L6
ProductClass	s/r	L64
SerialNumber	s/r	L64
ProxyProtocol	s/r	e4
@DeviceInfo.Location.{}.	w
Source	s/r	e5
AcquiredTime	t/r
ExternalSource	s/r
ExternalProtocol	s/r	e6
DataObject	s/w	L1200
@DeviceConfig.
PersistentData	s/w	L256
ConfigFile	s/w	L32768
@ManagementServer.
EnableCWMP	b/w
URL	s/w	L256
Username	s/w	L256
Password	s/w	L256	h
PeriodicInformEnable	b/w
PeriodicInformInterval	u/w	r1:
PeriodicInformTime	t/w
ParameterKey	s/r	L32
ConnectionRequestURL	s/r	L256
ConnectionRequestUsername	s/w	L256
ConnectionRequestPassword	s/w	L256	h
UpgradesManaged	b/w
KickURL	s/r	L256
DownloadProgressURL	s/r	L256
DefaultActiveNotificationThrottle	u/w
UDPConnectionRequestAddress	s/r	L256
UDPConnectionRequestAddressNotificationLimit	u/w
STUNEnable	b/w
STUNServerAddress	s/w	L256
STUNServerPort	u/w	r0:65535
STUNUsername	s/w	L256
STUNPassword	s/w	L256	h
STUNMaximumKeepAlivePeriod	i/w	r-1:
STUNMinimumKeepAlivePeriod	u/w
NATDetected	b/r
AliasBasedAddressing	b/r
ManageableDeviceNumberOfEntries	u/r
ManageableDeviceNotificationLimit	u/w
EmbeddedDeviceNumberOfEntries	u/r
VirtualDeviceNumberOfEntries	u/r
InstanceMode	s/w	e7
AutoCreateInstances	b/w
CWMPRetryMinimumWaitInterval	u/w	r1:65535
CWMPRetryIntervalMultiplier	u/w	r1000:65535
SupportedConnReqMethods	[s]/r	e8
ConnReqXMPPConnection	s/w
ConnReqAllowedJabberIDs	[s]/w	L256
ConnReqJabberID	s/r
HTTPCompressionSupported	[s]/r	e9
HTTPCompression	s/w
LightweightNotificationProtocolsSupported	[s]/r	e10
LightweightNotificationProtocolsUsed	[s]/w
UDPLightweightNotificationHost	s/w	L256
UDPLightweightNotificationPort	u/w
InformParameterNumberOfEntries	u/r
@ManagementServer.ManageableDevice.{}.
ManufacturerOUI	s/r	L6
SerialNumber	s/r	L64
ProductClass	s/r	L64
Host	[s]/r
@ManagementServer.AutonomousTransferCompletePolicy.
Enable	b/w
TransferTypeFilter	s/w	e11
ResultTypeFilter	s/w	e12
FileTypeFilter	[s]/w
@ManagementServer.DUStateChangeComplPolicy.
Enable	b/w
OperationTypeFilter	[s]/w	e13
ResultTypeFilter	s/w	e12
FaultCodeFilter	[s]/w	e14
@ManagementServer.EmbeddedDevice.{}.
ControllerID	s/r	L256
ProxiedDeviceID	s/r	L256
Reference	s/r
SupportedDataModel	[s]/r
Host	[s]/r
ProxyProtocol	s/r	e4
ProxyProtocolReference	s/r
DiscoveryProtocol	[s]/r	e15
DiscoveryProtocolReference	[s]/r
CommandProcessed	s/r	e16
CommandProcessingErrMsg	s/r	L1024
LastSyncTime	t/r
@ManagementServer.VirtualDevice.{}.
ManufacturerOUI	s/r	L6
ProductClass	s/r	L64
SerialNumber	s/r	L64
Host	[s]/r
ProxyProtocol	s/r	e4
ProxyProtocolReference	s/r
DiscoveryProtocol	[s]/r	e15
DiscoveryProtocolReference	[s]/r
@ManagementServer.StandbyPolicy.
CRUnawarenessMaxDuration	i/w	r-1:
MaxMissedPeriodic	i/w	r-1:
NotifyMissedScheduled	b/w
NetworkAwarenessCapable	b/r
SelfTimerCapable	b/r
CRAwarenessRequested	b/w
PeriodicAwarenessRequested	b/w
ScheduledAwarenessRequested	b/w
@ManagementServer.InformParameter.{}.	w
Enable	b/w
Alias	s/w
ParameterName	s/w	L256
EventList	[s]/w
@Time.
Enable	b/w
NTPServer1	s/w	L64
NTPServer2	s/w	L64
NTPServer3	s/w	L64
NTPServer4	s/w	L64
NTPServer5	s/w	L64
CurrentLocalTime	t/r
LocalTimeZone	s/w	L6
LocalTimeZoneName	s/w	L64
DaylightSavingsUsed	b/w
DaylightSavingsStart	t/w
DaylightSavingsEnd	t/w
Status	s/r	e17
@UserInterface.
UserDatabaseSupported	b/r
PasswordRequired	b/w
PasswordUserSelectable	b/w
UpgradeAvailable	b/w
WarrantyDate	t/w
ISPName	s/w	L64
ISPHelpDesk	s/w	L32
ISPHomePage	s/w	L256
ISPHelpPage	s/w	L256
ISPLogo	B/w	L4095
ISPLogoSize	u/w	r0:4095
ISPMailServer	s/w	L256
ISPNewsServer	s/w	L256
TextColor	s/w	L6
BackgroundColor	s/w	L6
ButtonColor	s/w	L6
ButtonTextColor	s/w	L6
AutoUpdateServer	s/w	L256
UserUpdateServer	s/w	L256
ExampleLogin	s/w	L40
ExamplePassword	s/w	L30
AvailableLanguages	[s]/r
SharedPassword	b/w
CurrentLanguage	s/w	L16
@UserInterface.RemoteAccess.
Enable	b/w
Port	u/w	r:65535
SupportedProtocols	[s]/r	e18
Protocol	s/w
@UserInterface.LocalDisplay.
Movable	b/w
Resizable	b/w
PosX	i/w
PosY	i/w
Width	u/w
Height	u/w
DisplayWidth	u/r
DisplayHeight	u/r
@Layer3Forwarding.
DefaultConnectionService	s/w	L256
ForwardNumberOfEntries	u/r
@Layer3Forwarding.Forwarding.{}.	w
Enable	b/w
Status	s/r	e1
Alias	s/w
StaticRoute	b/r
Type	s/w	e19
DestIPAddress	s/w
DestSubnetMask	s/w
SourceIPAddress	s/w
SourceSubnetMask	s/w
GatewayIPAddress	s/w
Interface	s/w	L256
ForwardingMetric	i/w	r-1:
MTU	u/w	r1:1540
ForwardingPolicy	i/w	r-1:
@LANConfigSecurity.
ConfigPassword	s/w	L64	h
@IPPingDiagnostics.
DiagnosticsState	s/w	e20
Interface	s/w	L256
Host	s/w	L256
NumberOfRepetitions	u/w	r1:
Timeout	u/w	r1:
DataBlockSize	u/w	r1:65535
DSCP	u/w	r0:63
SuccessCount	u/r
FailureCount	u/r
AverageResponseTime	u/r
MaximumResponseTime	u/r
MinimumResponseTime	u/r
@LANDevice.{}.	w
Alias	s/w
LANEthernetInterfaceNumberOfEntries	u/r
LANUSBInterfaceNumberOfEntries	u/r
LANWLANConfigurationNumberOfEntries	u/r
@LANDevice.{}.LANHostConfigManagement.
MACAddress	s/r
DHCPServerConfigurable	b/w
DHCPServerEnable	b/w
DHCPRelay	b/r
MinAddress	s/w
MaxAddress	s/w
ReservedAddresses	[s]/w
SubnetMask	s/w
DNSServers	[s]/w
DomainName	s/w	L64
IPRouters	[s]/w
DHCPLeaseTime	i/w	r-1:
UseAllocatedWAN	s/w	e21
AssociatedConnection	s/w	L256
PassthroughLease	u/w
PassthroughMACAddress	s/w
AllowedMACAddresses	[s]/w
IPInterfaceNumberOfEntries	u/r
DHCPStaticAddressNumberOfEntries	u/r
DHCPOptionNumberOfEntries	u/r
DHCPConditionalPoolNumberOfEntries	u/r
@LANDevice.{}.LANHostConfigManagement.IPInterface.{}.	w
Enable	b/w
Alias	s/w
IPInterfaceIPAddress	s/w
IPInterfaceSubnetMask	s/w
IPInterfaceAddressingType	s/w	e22
@LANDevice.{}.LANHostConfigManagement.DHCPStaticAddress.{}.	w
Enable	b/w
Alias	s/w
Chaddr	s/w
Yiaddr	s/w
@LANDevice.{}.LANHostConfigManagement.DHCPOption.{}.	w
Enable	b/w
Alias	s/w
Tag	u/w	r1:254
Value	B/w	L255
@LANDevice.{}.LANHostConfigManagement.DHCPConditionalServingPool.{}.	w
Enable	b/w
Alias	s/w
PoolOrder	u/w	r1:
SourceInterface	[s]/w
VendorClassID	s/w	L256
VendorClassIDExclude	b/w
VendorClassIDMode	s/w	e23
ClientID	s/w	L256
ClientIDExclude	b/w
UserClassID	s/w	L256
UserClassIDExclude	b/w
Chaddr	s/w
ChaddrMask	s/w
ChaddrExclude	b/w
LocallyServed	b/w
MinAddress	s/w
MaxAddress	s/w
ReservedAddresses	[s]/w
SubnetMask	s/w
DNSServers	[s]/w
DomainName	s/w	L64
IPRouters	[s]/w
DHCPLeaseTime	i/w	r-1:
UseAllocatedWAN	s/w	e24
AssociatedConnection	s/w	L256
DHCPServerIPAddress	s/w
DHCPStaticAddressNumberOfEntries	u/r
DHCPOptionNumberOfEntries	u/r
@LANDevice.{}.LANHostConfigManagement.DHCPConditionalServingPool.{}.DHCPStaticAddress.{}.	w
Enable	b/w
Alias	s/w
Chaddr	s/w
Yiaddr	s/w
@LANDevice.{}.LANHostConfigManagement.DHCPConditionalServingPool.{}.DHCPOption.{}.	w
Enable	b/w
Alias	s/w
Tag	u/w	r1:254
Value	B/w	L255
@LANDevice.{}.LANEthernetInterfaceConfig.{}.
Enable	b/w
Status	s/r	e25
Alias	s/w
Name	s/r	L16
MACAddress	s/r
MACAddressControlEnabled	b/w
MaxBitRate	s/w	e26
DuplexMode	s/w	e27
@LANDevice.{}.LANEthernetInterfaceConfig.{}.Stats.
BytesSent	u/r
BytesReceived	u/r
PacketsSent	u/r
PacketsReceived	u/r
ErrorsSent	u/r
ErrorsReceived	u/r
UnicastPacketsSent	u/r
UnicastPacketsReceived	u/r
DiscardPacketsSent	u/r
DiscardPacketsReceived	u/r
MulticastPacketsSent	u/r
MulticastPacketsReceived	u/r
BroadcastPacketsSent	u/r
BroadcastPacketsReceived	u/r
UnknownProtoPacketsReceived	u/r
@LANDevice.{}.LANUSBInterfaceConfig.{}.
Enable	b/w
Status	s/r	e25
Alias	s/w
Name	s/r	L16
MACAddress	s/r
MACAddressControlEnabled	b/w
Standard	s/r	L6
Type	s/r	e28
Rate	s/r	e29
Power	s/r	e30
@LANDevice.{}.LANUSBInterfaceConfig.{}.Stats.
BytesSent	u/r
BytesReceived	u/r
CellsSent	u/r
CellsReceived	u/r
ErrorsSent	u/r
ErrorsReceived	u/r
UnicastPacketsSent	u/r
UnicastPacketsReceived	u/r
DiscardPacketsSent	u/r
DiscardPacketsReceived	u/r
MulticastPacketsSent	u/r
MulticastPacketsReceived	u/r
BroadcastPacketsSent	u/r
BroadcastPacketsReceived	u/r
UnknownProtoPacketsReceived	u/r
@LANDevice.{}.WLANConfiguration.{}.
Enable	b/w
Status	s/r	e31
Alias	s/w
Name	s/r	L16
BSSID	s/r
MaxBitRate	s/w	L4
Channel	u/w	r0:255
SSID	s/w	L32
BeaconType	s/w	e32
MACAddressControlEnabled	b/w
Standard	s/r	e33
WEPKeyIndex	u/w	r1:4
KeyPassphrase	s/w	L63	h
WEPEncryptionLevel	[s]/r	e34
BasicEncryptionModes	s/w	e35	L31
BasicAuthenticationMode	s/w	e36	L31
WPAEncryptionModes	s/w	e37	L31
WPAAuthenticationMode	s/w	e38	L31
IEEE11iEncryptionModes	s/w	e37	L31
IEEE11iAuthenticationMode	s/w	e39	L31
PossibleChannels	[s]/r
BasicDataTransmitRates	[s]/w
OperationalDataTransmitRates	[s]/w
PossibleDataTransmitRates	[s]/r
InsecureOOBAccessEnabled	b/w
BeaconAdvertisementEnabled	b/w
SSIDAdvertisementEnabled	b/w
RadioEnabled	b/w
TransmitPowerSupported	[u]/r	r0:100
AutoRateFallBackEnabled	b/w
LocationDescription	s/w	L4096
RegulatoryDomain	s/w	L3
TotalPSKFailures	u/r
TotalIntegrityFailures	u/r
ChannelsInUse	[s]/r
DeviceOperationMode	s/w	e40	L31
DistanceFromRoot	u/w
PeerBSSID	s/w
AuthenticationServiceMode	s/w	e41
WMMSupported	b/r
TotalBytesSent	u/r
TotalBytesReceived	u/r
TotalPacketsSent	u/r
TotalPacketsReceived	u/r
TotalAssociations	u/r
AutoChannelEnable	b/w
TransmitPower	u/w	r0:100
UAPSDSupported	b/r
WMMEnable	b/w
UAPSDEnable	b/w
@LANDevice.{}.WLANConfiguration.{}.AssociatedDevice.{}.
AssociatedDeviceMACAddress	s/r
AssociatedDeviceIPAddress	s/r	L64
AssociatedDeviceAuthenticationState	b/r
LastRequestedUnicastCipher	s/r	L256
LastRequestedMulticastCipher	s/r	L256
LastPMKId	s/r	L256
LastDataTransmitRate	s/r	L4
@LANDevice.{}.WLANConfiguration.{}.WEPKey.{}.
Alias	s/w
WEPKey	s/w	L128	h
@LANDevice.{}.WLANConfiguration.{}.PreSharedKey.{}.
Alias	s/w
PreSharedKey	s/w	L64	h
KeyPassphrase	s/w	L63	h
AssociatedDeviceMACAddress	s/w
@LANDevice.{}.WLANConfiguration.{}.Stats.
ErrorsSent	u/r
ErrorsReceived	u/r
UnicastPacketsSent	u/r
UnicastPacketsReceived	u/r
DiscardPacketsSent	u/r
DiscardPacketsReceived	u/r
MulticastPacketsSent	u/r
MulticastPacketsReceived	u/r
BroadcastPacketsSent	u/r
BroadcastPacketsReceived	u/r
UnknownProtoPacketsReceived	u/r
@LANDevice.{}.WLANConfiguration.{}.WPS.
Enable	b/w
DeviceName	s/r	L32
DevicePassword	u/w	h
UUID	s/r	L36
Version	u/r
ConfigMethodsSupported	[s]/r	e42
ConfigMethodsEnabled	[s]/w
SetupLockedState	s/r	e43
SetupLock	b/w
ConfigurationState	s/r	e44
LastConfigurationError	s/r	e45
RegistrarNumberOfEntries	u/r
RegistrarEstablished	b/r
@LANDevice.{}.WLANConfiguration.{}.WPS.Registrar.{}.
Enable	b/w
Alias	s/w
UUID	s/r	L36
DeviceName	s/r	L32
@LANDevice.{}.WLANConfiguration.{}.APWMMParameter.{}.
Alias	s/w
AIFSN	u/w	r2:15
ECWMin	u/w	r0:15
ECWMax	u/w	r0:15
TXOP	u/w	r0:255
AckPolicy	b/w
@LANDevice.{}.WLANConfiguration.{}.STAWMMParameter.{}.
Alias	s/w
AIFSN	u/w	r2:15
ECWMin	u/w	r0:15
ECWMax	u/w	r0:15
TXOP	u/w	r0:255
AckPolicy	b/w
@LANDevice.{}.Hosts.
HostNumberOfEntries	u/r
@LANDevice.{}.Hosts.Host.{}.
IPAddress	s/r
AddressSource	s/r	e22
LeaseTimeRemaining	i/r	r-1:
MACAddress	s/r
Layer2Interface	s/r	L256
HostName	s/r	L64
InterfaceType	s/r	e46
Active	b/r
VendorClassID	s/r	L256
ClientID	s/r	L256
UserClassID	s/r	L256
@WANDevice.{}.
Alias	s/w
WANConnectionNumberOfEntries	u/r
@WANDevice.{}.WANCommonInterfaceConfig.
EnabledForInternet	b/w
WANAccessType	s/r	e47
Layer1UpstreamMaxBitRate	u/r
Layer1DownstreamMaxBitRate	u/r
PhysicalLinkStatus	s/r	e48
WANAccessProvider	s/r	L256
TotalBytesSent	u/r
TotalBytesReceived	u/r
TotalPacketsSent	u/r
TotalPacketsReceived	u/r
MaximumActiveConnections	u/r
NumberOfActiveConnections	u/r
@WANDevice.{}.WANCommonInterfaceConfig.Connection.{}.
Alias	s/w
ActiveConnectionDeviceContainer	s/r	L256
ActiveConnectionServiceID	s/r	L256
@WANDevice.{}.WANDSLInterfaceConfig.
Enable	b/w
Status	s/r	e49
LinkEncapsulationSupported	[s]/r	e50
ModulationType	s/r	e51
LineEncoding	s/r	e52
AllowedProfiles	[s]/r	e53
DataPath	s/r	e54
InterleaveDepth	u/r
LineNumber	i/r	r1:
UpstreamCurrRate	u/r
DownstreamCurrRate	u/r
UpstreamMaxRate	u/r
DownstreamMaxRate	u/r
UpstreamNoiseMargin	i/r
DownstreamNoiseMargin	i/r
UpstreamAttenuation	i/r
DownstreamAttenuation	i/r
UpstreamPower	i/r
DownstreamPower	i/r
ATURVendor	s/r	L8
ATURCountry	s/r	L4
ATURANSIStd	u/r
ATURANSIRev	u/r
ATUCVendor	s/r	L8
ATUCCountry	s/r	L4
ATUCANSIStd	u/r
ATUCANSIRev	u/r
TotalStart	u/r
ShowtimeStart	u/r
LastShowtimeStart	u/r
CurrentDayStart	u/r
QuarterHourStart	u/r
LinkEncapsulationRequested	s/w
LinkEncapsulationUsed	s/r	e55
StandardsSupported	[s]/r	e56
StandardUsed	s/r
CurrentProfile	s/r
PowerManagementState	s/r	e57
SuccessFailureCause	u/r	r0:5
LastStateTransmittedDownstream	u/r
LastStateTransmittedUpstream	u/r
UPBOKLE	u/r	r0:1280
MREFPSDds	B/r	L145
MREFPSDus	B/r	L145
LIMITMASK	u/r
US0MASK	u/r
LPATH	u/r
INTLVDEPTH	i/r
INTLVBLOCK	i/r
ActualInterleavingDelay	u/r
ACTINP	i/r
INPREPORT	b/r
NFEC	i/r
RFEC	i/r
LSYMB	i/r
TRELLISds	i/r
TRELLISus	i/r
ACTSNRMODEds	u/r
ACTSNRMODEus	u/r
VirtualNoisePSDds	B/r	L97
VirtualNoisePSDus	B/r	L49
ACTUALCE	u/r
SNRMpbus	[s]/r
SNRMpbds	[s]/r
INMIATOds	u/r	r3:511
INMIATSds	u/r	r0:7
INMCCds	u/r	r0:64
INMINPEQMODEds	u/r	r0:3
@WANDevice.{}.WANDSLInterfaceConfig.Stats.
@WANDevice.{}.WANDSLInterfaceConfig.Stats.Total.
ReceiveBlocks	u/r
TransmitBlocks	u/r
CellDelin	u/r
LinkRetrain	u/r
InitErrors	u/r
InitTimeouts	u/r
LossOfFraming	u/r
ErroredSecs	u/r
SeverelyErroredSecs	u/r
FECErrors	u/r
ATUCFECErrors	u/r
HECErrors	u/r
ATUCHECErrors	u/r
CRCErrors	u/r
ATUCCRCErrors	u/r
LInit	b/r
LOF	b/r
ATUCErroredSecs	u/r
ATUCSeverelyErroredSecs	u/r
@WANDevice.{}.WANDSLInterfaceConfig.Stats.Showtime.
ReceiveBlocks	u/r
TransmitBlocks	u/r
CellDelin	u/r
LinkRetrain	u/r
InitErrors	u/r
InitTimeouts	u/r
LossOfFraming	u/r
ErroredSecs	u/r
SeverelyErroredSecs	u/r
FECErrors	u/r
ATUCFECErrors	u/r
HECErrors	u/r
ATUCHECErrors	u/r
CRCErrors	u/r
ATUCCRCErrors	u/r
LInit	b/r
LOF	b/r
ATUCErroredSecs	u/r
ATUCSeverelyErroredSecs	u/r
@WANDevice.{}.WANDSLInterfaceConfig.Stats.LastShowtime.
ReceiveBlocks	u/r
TransmitBlocks	u/r
CellDelin	u/r
LinkRetrain	u/r
InitErrors	u/r
InitTimeouts	u/r
LossOfFraming	u/r
ErroredSecs	u/r
SeverelyErroredSecs	u/r
FECErrors	u/r
ATUCFECErrors	u/r
HECErrors	u/r
ATUCHECErrors	u/r
CRCErrors	u/r
ATUCCRCErrors	u/r
LInit	b/r
LOF	b/r
ATUCErroredSecs	u/r
ATUCSeverelyErroredSecs	u/r
@WANDevice.{}.WANDSLInterfaceConfig.Stats.CurrentDay.
ReceiveBlocks	u/r
TransmitBlocks	u/r
CellDelin	u/r
LinkRetrain	u/r
InitErrors	u/r
InitTimeouts	u/r
LossOfFraming	u/r
ErroredSecs	u/r
SeverelyErroredSecs	u/r
FECErrors	u/r
ATUCFECErrors	u/r
HECErrors	u/r
ATUCHECErrors	u/r
CRCErrors	u/r
ATUCCRCErrors	u/r
LInit	b/r
LOF	b/r
ATUCErroredSecs	u/r
ATUCSeverelyErroredSecs	u/r
@WANDevice.{}.WANDSLInterfaceConfig.Stats.QuarterHour.
ReceiveBlocks	u/r
TransmitBlocks	u/r
CellDelin	u/r
LinkRetrain	u/r
InitErrors	u/r
InitTimeouts	u/r
LossOfFraming	u/r
ErroredSecs	u/r
SeverelyErroredSecs	u/r
FECErrors	u/r
ATUCFECErrors	u/r
HECErrors	u/r
ATUCHECErrors	u/r
CRCErrors	u/r
ATUCCRCErrors	u/r
LInit	b/r
LOF	b/r
ATUCErroredSecs	u/r
ATUCSeverelyErroredSecs	u/r
@WANDevice.{}.WANDSLInterfaceConfig.TestParams.
HLOGGds	u/r
HLOGGus	u/r
HLOGpsds	[s]/r
HLOGpsus	[s]/r
HLOGMTds	u/r
HLOGMTus	u/r
QLNGds	u/r
QLNGus	u/r
QLNpsds	[i]/r
QLNpsus	[s]/r
QLNMTds	u/r
QLNMTus	u/r
SNRGds	u/r
SNRGus	u/r
SNRpsds	[i]/r
SNRpsus	[s]/r
SNRMTds	u/r
SNRMTus	u/r
LATNds	[s]/r
LATNus	[s]/r
SATNds	[s]/r
SATNus	[s]/r
@WANDevice.{}.WANEthernetInterfaceConfig.
Enable	b/w
Status	s/r	e25
MACAddress	s/r
MaxBitRate	s/w	e58
DuplexMode	s/w	e27
ShapingRate	i/w	r-1:
ShapingBurstSize	u/w
@WANDevice.{}.WANEthernetInterfaceConfig.Stats.
BytesSent	u/r
BytesReceived	u/r
PacketsSent	u/r
PacketsReceived	u/r
@WANDevice.{}.WANDSLConnectionManagement.
ConnectionServiceNumberOfEntries	u/r
@WANDevice.{}.WANDSLConnectionManagement.ConnectionService.{}.
WANConnectionDevice	s/r	L256
WANConnectionService	s/r	L256
DestinationAddress	s/r	L256
LinkType	s/r	L16
ConnectionType	s/r	L16
Name	s/r	L32
@WANDevice.{}.WANDSLDiagnostics.
LoopDiagnosticsState	s/w	e59
ACTPSDds	i/r
ACTPSDus	i/r
ACTATPds	i/r
ACTATPus	i/r
HLINSCds	i/r
HLINpsds	[i]/r
QLNpsds	[i]/r
SNRpsds	[i]/r
BITSpsds	[i]/r
GAINSpsds	[i]/r
HLINSCus	i/r
HLINGds	u/r
HLINGus	u/r
HLOGGds	u/r
HLOGGus	u/r
HLOGpsds	[s]/r
HLOGpsus	[s]/r
HLOGMTds	u/r
HLOGMTus	u/r
LATNpbds	[s]/r
LATNpbus	[s]/r
SATNds	[s]/r
SATNus	[s]/r
HLINpsus	[s]/r
QLNGds	u/r
QLNGus	u/r
QLNpsus	[s]/r
QLNMTds	u/r
QLNMTus	u/r
SNRGds	u/r
SNRGus	u/r
SNRpsus	[s]/r
SNRMTds	u/r
SNRMTus	u/r
BITSpsus	[s]/r
@WANDevice.{}.WANConnectionDevice.{}.	w
Alias	s/w
WANIPConnectionNumberOfEntries	u/r
WANPPPConnectionNumberOfEntries	u/r
@WANDevice.{}.WANConnectionDevice.{}.WANDSLLinkConfig.
Enable	b/w
LinkStatus	s/r	e48
LinkType	s/w	e60
AutoConfig	b/r
ModulationType	s/r	e51
DestinationAddress	s/w	L256
ATMEncapsulation	s/w	e61
FCSPreserved	b/w
VCSearchList	[s]/w
ATMAAL	s/r	e62
ATMTransmittedBlocks	u/r
ATMReceivedBlocks	u/r
ATMQoS	s/w	e63
ATMPeakCellRate	u/w
ATMMaximumBurstSize	u/w
ATMSustainableCellRate	u/w
AAL5CRCErrors	u/r
ATMCRCErrors	u/r
ATMHECErrors	u/r
@WANDevice.{}.WANConnectionDevice.{}.WANATMF5LoopbackDiagnostics.
DiagnosticsState	s/w	e59
NumberOfRepetitions	u/w	r1:
Timeout	u/w	r1:
SuccessCount	u/r
FailureCount	u/r
AverageResponseTime	u/r
MinimumResponseTime	u/r
MaximumResponseTime	u/r
@WANDevice.{}.WANConnectionDevice.{}.WANPTMLinkConfig.
Enable	b/w
LinkStatus	s/r	e48
MACAddress	s/r
@WANDevice.{}.WANConnectionDevice.{}.WANPTMLinkConfig.Stats.
BytesSent	u/r
BytesReceived	u/r
FramesSent	u/r
FramesReceived	u/r
OOSNearEnd	b/r
OOSFarEnd	b/r
ErrorsSent	u/r
ErrorsReceived	u/r
UnicastPacketsSent	u/r
UnicastPacketsReceived	u/r
DiscardPacketsSent	u/r
DiscardPacketsReceived	u/r
MulticastPacketsSent	u/r
MulticastPacketsReceived	u/r
BroadcastPacketsSent	u/r
BroadcastPacketsReceived	u/r
UnknownProtoPacketsReceived	u/r
@WANDevice.{}.WANConnectionDevice.{}.WANEthernetLinkConfig.
EthernetLinkStatus	s/r	e64
@WANDevice.{}.WANConnectionDevice.{}.WANPOTSLinkConfig.
Enable	b/w
LinkStatus	s/r	e65
ISPPhoneNumber	s/w	L64
ISPInfo	s/w	L64
LinkType	s/w	e66
NumberOfRetries	u/w
DelayBetweenRetries	u/w
Fclass	[s]/r	e67
DataModulationSupported	s/r	e68
DataProtocol	s/r	e69
DataCompression	s/r	e70
PlusVTRCommandSupported	b/r
@WANDevice.{}.WANConnectionDevice.{}.WANIPConnection.{}.	w
Enable	b/w
Alias	s/w
Reset	b/w
ConnectionStatus	s/r	e71
PossibleConnectionTypes	[s]/r	e72
ConnectionType	s/w	e72
Name	s/w	L256
Uptime	u/r
LastConnectionError	s/r	e73
AutoDisconnectTime	u/w
IdleDisconnectTime	u/w
WarnDisconnectDelay	u/w
RSIPAvailable	b/r
NATEnabled	b/w
AddressingType	s/w	e74
ExternalIPAddress	s/w
SubnetMask	s/w
DefaultGateway	s/w
DNSEnabled	b/w
DNSOverrideAllowed	b/w
DNSServers	[s]/w
MaxMTUSize	u/w	r1:1540
MACAddress	s/w
MACAddressOverride	b/w
ConnectionTrigger	s/w	e75
RouteProtocolRx	s/w	e76
PortMappingNumberOfEntries	u/r
ShapingRate	i/w	r-1:
ShapingBurstSize	u/w
@WANDevice.{}.WANConnectionDevice.{}.WANIPConnection.{}.DHCPClient.
SentDHCPOptionNumberOfEntries	u/r
ReqDHCPOptionNumberOfEntries	u/r
@WANDevice.{}.WANConnectionDevice.{}.WANIPConnection.{}.DHCPClient.SentDHCPOption.{}.	w
Enable	b/w
Alias	s/w
Tag	u/w	r1:254
Value	B/w	L255
@WANDevice.{}.WANConnectionDevice.{}.WANIPConnection.{}.DHCPClient.ReqDHCPOption.{}.	w
Enable	b/w
Alias	s/w
Order	u/w	r1:
Tag	u/w	r1:254
Value	B/r	L255
@WANDevice.{}.WANConnectionDevice.{}.WANIPConnection.{}.PortMapping.{}.	w
PortMappingEnabled	b/w
Alias	s/w
PortMappingLeaseDuration	u/w
RemoteHost	s/w
ExternalPort	u/w
InternalPort	u/w
PortMappingProtocol	s/w	e77
InternalClient	s/w	L256
PortMappingDescription	s/w	L256
ExternalPortEndRange	u/w
@WANDevice.{}.WANConnectionDevice.{}.WANIPConnection.{}.Stats.
EthernetBytesSent	u/r
EthernetBytesReceived	u/r
EthernetPacketsSent	u/r
EthernetPacketsReceived	u/r
EthernetErrorsSent	u/r
EthernetErrorsReceived	u/r
EthernetUnicastPacketsSent	u/r
EthernetUnicastPacketsReceived	u/r
EthernetDiscardPacketsSent	u/r
EthernetDiscardPacketsReceived	u/r
EthernetMulticastPacketsSent	u/r
EthernetMulticastPacketsReceived	u/r
EthernetBroadcastPacketsSent	u/r
EthernetBroadcastPacketsReceived	u/r
EthernetUnknownProtoPacketsReceived	u/r
@WANDevice.{}.WANConnectionDevice.{}.WANPPPConnection.{}.	w
Enable	b/w
Alias	s/w
Reset	b/w
ConnectionStatus	s/r	e78
PossibleConnectionTypes	[s]/r	e79
ConnectionType	s/w	e79
PPPoESessionID	u/r	r1:
Name	s/w	L256
Uptime	u/r
LastConnectionError	s/r	e80
AutoDisconnectTime	u/w
IdleDisconnectTime	u/w
WarnDisconnectDelay	u/w
RSIPAvailable	b/r
NATEnabled	b/w
Username	s/w	L64
Password	s/w	L64	h
PPPEncryptionProtocol	s/r	e81
PPPCompressionProtocol	s/r	e82
PPPAuthenticationProtocol	s/r	e83
ExternalIPAddress	s/w
RemoteIPAddress	s/r
MaxMRUSize	u/w	r1:1540
CurrentMRUSize	u/r	r1:1540
DNSEnabled	b/w
DNSOverrideAllowed	b/w
DNSServers	[s]/w
MACAddress	s/w
MACAddressOverride	b/w
TransportType	s/r	e84
PPPoEACName	s/w	L256
PPPoEServiceName	s/w	L256
ConnectionTrigger	s/w	e75
RouteProtocolRx	s/w	e76
PPPLCPEcho	u/r
PPPLCPEchoRetry	u/r
PortMappingNumberOfEntries	u/r
ShapingRate	i/w	r-1:
ShapingBurstSize	u/w
DefaultGateway	s/r
@WANDevice.{}.WANConnectionDevice.{}.WANPPPConnection.{}.PortMapping.{}.	w
PortMappingEnabled	b/w
Alias	s/w
PortMappingLeaseDuration	u/w
RemoteHost	s/w
ExternalPort	u/w
InternalPort	u/w
PortMappingProtocol	s/w	e77
InternalClient	s/w	L256
PortMappingDescription	s/w	L256
ExternalPortEndRange	u/w
@WANDevice.{}.WANConnectionDevice.{}.WANPPPConnection.{}.Stats.
EthernetBytesSent	u/r
EthernetBytesReceived	u/r
EthernetPacketsSent	u/r
EthernetPacketsReceived	u/r
EthernetErrorsSent	u/r
EthernetErrorsReceived	u/r
EthernetUnicastPacketsSent	u/r
EthernetUnicastPacketsReceived	u/r
EthernetDiscardPacketsSent	u/r
EthernetDiscardPacketsReceived	u/r
EthernetMulticastPacketsSent	u/r
EthernetMulticastPacketsReceived	u/r
EthernetBroadcastPacketsSent	u/r
EthernetBroadcastPacketsReceived	u/r
EthernetUnknownProtoPacketsReceived	u/r
@Layer2Bridging.
MaxBridgeEntries	u/r
MaxDBridgeEntries	u/r
MaxFilterEntries	u/r
MaxMarkingEntries	u/r
BridgeNumberOfEntries	u/r
FilterNumberOfEntries	u/r
MarkingNumberOfEntries	u/r
AvailableInterfaceNumberOfEntries	u/r
MaxQBridgeEntries	u/r
MaxVLANEntries	u/r
@Layer2Bridging.Bridge.{}.	w
Alias	s/w
BridgeKey	u/r
BridgeStandard	s/w	e85
BridgeEnable	b/w
BridgeStatus	s/r	e1
BridgeName	s/w	L64
VLANID	u/w	r0:4094
PortNumberOfEntries	u/r
VLANNumberOfEntries	u/r
@Layer2Bridging.Bridge.{}.Port.{}.	w
PortEnable	b/w
Alias	s/w
PortInterface	s/w	L16
PortState	s/r	e86
PVID	i/w	r1:4094
AcceptableFrameTypes	s/w	e87
IngressFiltering	b/w
@Layer2Bridging.Bridge.{}.VLAN.{}.	w
VLANEnable	b/w
Alias	s/w
VLANName	s/w	L64
VLANID	i/w	r1:4094
@Layer2Bridging.Filter.{}.	w
Alias	s/w
FilterKey	u/r
FilterEnable	b/w
FilterStatus	s/r	e1
FilterBridgeReference	i/w	r-1:
ExclusivityOrder	u/w
FilterInterface	s/w	L16
VLANIDFilter	i/w	r-1:4094
AdmitOnlyVLANTagged	b/w
EthertypeFilterList	[u]/w
EthertypeFilterExclude	b/w
SourceMACAddressFilterList	[s]/w
SourceMACAddressFilterExclude	b/w
DestMACAddressFilterList	[s]/w
DestMACAddressFilterExclude	b/w
SourceMACFromVendorClassIDFilter	s/w	L256
SourceMACFromVendorClassIDFilterExclude	b/w
DestMACFromVendorClassIDFilter	s/w	L256
DestMACFromVendorClassIDFilterExclude	b/w
DestMACFromVendorClassIDMode	s/w	e23
SourceMACFromClientIDFilter	s/w	L256
SourceMACFromClientIDFilterExclude	b/w
DestMACFromClientIDFilter	s/w	L256
DestMACFromClientIDFilterExclude	b/w
SourceMACFromUserClassIDFilter	s/w	L256
SourceMACFromUserClassIDFilterExclude	b/w
DestMACFromUserClassIDFilter	s/w	L256
DestMACFromUserClassIDFilterExclude	b/w
SourceMACFromVendorClassIDMode	s/w	e23
@Layer2Bridging.Marking.{}.	w
Alias	s/w
MarkingKey	u/r
MarkingEnable	b/w
MarkingStatus	s/r	e1
MarkingBridgeReference	i/w	r-1:
MarkingInterface	s/w	L16
VLANIDUntag	b/w
VLANIDMark	i/w	r-1:4094
EthernetPriorityMark	i/w	r-1:7
EthernetPriorityOverride	b/w
VLANIDMarkOverride	b/w
@Layer2Bridging.AvailableInterface.{}.
Alias	s/w
AvailableInterfaceKey	u/r
InterfaceType	s/r	e88
InterfaceReference	[s]/r	L256
@QueueManagement.
Enable	b/w
MaxQueues	u/r
MaxClassificationEntries	u/r
ClassificationNumberOfEntries	u/r
MaxAppEntries	u/r
AppNumberOfEntries	u/r
MaxFlowEntries	u/r
FlowNumberOfEntries	u/r
MaxPolicerEntries	u/r
PolicerNumberOfEntries	u/r
MaxQueueEntries	u/r
QueueNumberOfEntries	u/r
QueueStatsNumberOfEntries	u/r
DefaultForwardingPolicy	u/w
DefaultTrafficClass	i/w	r-1:
DefaultPolicer	i/w	r-1:
DefaultQueue	u/w
DefaultDSCPMark	i/w	r-2:
DefaultEthernetPriorityMark	i/w	r-2:
AvailableAppList	[s]/r
@QueueManagement.Classification.{}.	w
ClassificationKey	u/r
ClassificationEnable	b/w
ClassificationStatus	s/r	e1
Alias	s/w
ClassificationOrder	u/w	r1:
ClassInterface	s/w	L256
DestIP	s/w
DestMask	s/w
DestIPExclude	b/w
SourceIP	s/w
SourceMask	s/w
SourceIPExclude	b/w
Protocol	i/w	r-1:
ProtocolExclude	b/w
DestPort	i/w	r-1:
DestPortRangeMax	i/w	r-1:
DestPortExclude	b/w
SourcePort	i/w	r-1:
SourcePortRangeMax	i/w	r-1:
SourcePortExclude	b/w
SourceMACAddress	s/w
SourceMACMask	s/w
SourceMACExclude	b/w
DestMACAddress	s/w
DestMACMask	s/w
DestMACExclude	b/w
Ethertype	i/w	r-1:
EthertypeExclude	b/w
SSAP	i/w	r-1:
SSAPExclude	b/w
DSAP	i/w	r-1:
DSAPExclude	b/w
LLCControl	i/w	r-1:
LLCControlExclude	b/w
SNAPOUI	i/w	r-1:
SNAPOUIExclude	b/w
SourceVendorClassID	s/w	L256
SourceVendorClassIDExclude	b/w
SourceVendorClassIDMode	s/w	e23
DestVendorClassID	s/w	L256
DestVendorClassIDExclude	b/w
DestVendorClassIDMode	s/w	e23
SourceClientID	s/w	L256
SourceClientIDExclude	b/w
DestClientID	s/w	L256
DestClientIDExclude	b/w
SourceUserClassID	s/w	L256
SourceUserClassIDExclude	b/w
DestUserClassID	s/w	L256
DestUserClassIDExclude	b/w
SourceVendorSpecificInfo	s/w	L256
TCPACK	b/w
TCPACKExclude	b/w
IPLengthMin	u/w
IPLengthMax	u/w
IPLengthExclude	b/w
DSCPCheck	i/w	r-1:
DSCPExclude	b/w
DSCPMark	i/w	r-2:
EthernetPriorityCheck	i/w	r-1:
EthernetPriorityExclude	b/w
EthernetPriorityMark	i/w	r-2:
VLANIDCheck	i/w	r-1:
VLANIDExclude	b/w
OutOfBandInfo	i/w	r-1:
ForwardingPolicy	u/w
TrafficClass	i/w	r-1:
ClassPolicer	i/w	r-1:
ClassQueue	i/w	r-1:
ClassApp	i/w	r-1:
SourceVendorSpecificInfoExclude	b/w
SourceVendorSpecificInfoEnterprise	u/w
SourceVendorSpecificInfoSubOption	i/w	r0:255
SourceVendorSpecificInfoMode	s/w	e23
DestVendorSpecificInfo	s/w	L256
DestVendorSpecificInfoExclude	b/w
DestVendorSpecificInfoEnterprise	u/w
DestVendorSpecificInfoSubOption	i/w	r0:255
DestVendorSpecificInfoMode	s/w	e23
@QueueManagement.App.{}.	w
AppKey	u/r
AppEnable	b/w
AppStatus	s/r	e1
Alias	s/w
ProtocolIdentifier	s/w	L256
AppName	s/w	L64
AppDefaultForwardingPolicy	u/w
AppDefaultTrafficClass	i/w	r-1:
AppDefaultPolicer	i/w	r-1:
AppDefaultQueue	i/w	r-1:
AppDefaultDSCPMark	i/w	r-2:
AppDefaultEthernetPriorityMark	i/w	r-2:
@QueueManagement.Flow.{}.	w
FlowKey	u/r
FlowEnable	b/w
FlowStatus	s/r	e1
Alias	s/w
FlowType	s/w	L256
FlowTypeParameters	s/w	L256
FlowName	s/w	L64
AppIdentifier	i/w	r-1:
FlowForwardingPolicy	u/w
FlowTrafficClass	i/w	r-1:
FlowPolicer	i/w	r-1:
FlowQueue	i/w	r-1:
FlowDSCPMark	i/w	r-2:
FlowEthernetPriorityMark	i/w	r-2:
@QueueManagement.Policer.{}.	w
PolicerKey	u/r
PolicerEnable	b/w
PolicerStatus	s/r	e1
Alias	s/w
CommittedRate	u/w
CommittedBurstSize	u/w
ExcessBurstSize	u/w
PeakRate	u/w
PeakBurstSize	u/w
MeterType	s/w	e89
PossibleMeterTypes	[s]/r	e89
ConformingAction	s/w
PartialConformingAction	s/w
NonConformingAction	s/w
CountedPackets	u/r
CountedBytes	u/r
TotalCountedPackets	u/r
TotalCountedBytes	u/r
ConformingCountedPackets	u/r
ConformingCountedBytes	u/r
PartiallyConformingCountedPackets	u/r
PartiallyConformingCountedBytes	u/r
NonConformingCountedPackets	u/r
NonConformingCountedBytes	u/r
@QueueManagement.Queue.{}.	w
QueueKey	u/r
QueueEnable	b/w
QueueStatus	s/r	e1
Alias	s/w
TrafficClasses	[u]/w
QueueInterface	s/w	L256
QueueBufferLength	u/r
QueueWeight	u/w
QueuePrecedence	u/w	r1:
REDThreshold	u/w	r:100
REDPercentage	u/w	r:100
DropAlgorithm	s/w	e90
SchedulerAlgorithm	s/w	e91
ShapingRate	i/w	r-1:
ShapingBurstSize	u/w
@QueueManagement.QueueStats.{}.	w
Enable	b/w
Status	s/r	e1
Alias	s/w
Queue	u/w
Interface	s/w	L256
OutputPackets	u/r
OutputBytes	u/r
DroppedPackets	u/r
DroppedBytes	u/r
QueueOccupancyPackets	u/r
QueueOccupancyPercentage	u/r	r0:100
@Capabilities.
@Capabilities.PerformanceDiagnostic.
DownloadTransports	[s]/r	e92
UploadTransports	[s]/r	e92
@DownloadDiagnostics.
DiagnosticsState	s/w	e93
Interface	s/w	L256
DownloadURL	s/w	L256
DSCP	u/w	r0:63
EthernetPriority	u/w	r0:7
ROMTime	t/r
BOMTime	t/r
EOMTime	t/r
TestBytesReceived	u/r
TotalBytesReceived	u/r
TCPOpenRequestTime	t/r
TCPOpenResponseTime	t/r
@UploadDiagnostics.
DiagnosticsState	s/w	e94
Interface	s/w	L256
UploadURL	s/w	L256
DSCP	u/w	r0:63
EthernetPriority	u/w	r0:7
TestFileLength	u/w
ROMTime	t/r
BOMTime	t/r
EOMTime	t/r
TotalBytesSent	u/r
TCPOpenRequestTime	t/r
TCPOpenResponseTime	t/r
@UDPEchoConfig.
Enable	b/w
Interface	s/w	L256
SourceIPAddress	s/w
UDPPort	u/w
EchoPlusEnabled	b/w
EchoPlusSupported	b/r
PacketsReceived	u/r
PacketsResponded	u/r
BytesReceived	u/r
BytesResponded	u/r
TimeFirstPacketReceived	t/r
TimeLastPacketReceived	t/r
@CaptivePortal.
Enable	b/w
Status	s/r	e95
AllowedList	[s]/w
CaptivePortalURL	s/w	L2000
@TraceRouteDiagnostics.
DiagnosticsState	s/w	e96
Interface	s/w	L256
Host	s/w	L256
NumberOfTries	u/w	r1:3
Timeout	u/w	r1:
DataBlockSize	u/w	r1:65535
DSCP	u/w	r0:63
MaxHopCount	u/w	r1:64
ResponseTime	u/r
RouteHopsNumberOfEntries	u/r
@TraceRouteDiagnostics.RouteHops.{}.
HopHost	s/r	L256
HopHostAddress	s/r
HopErrorCode	u/r
HopRTTimes	[u]/r
@LANInterfaces.
LANEthernetInterfaceNumberOfEntries	u/r
LANUSBInterfaceNumberOfEntries	u/r
LANWLANConfigurationNumberOfEntries	u/r
@LANInterfaces.LANEthernetInterfaceConfig.{}.
Alias	s/w
@LANInterfaces.LANUSBInterfaceConfig.{}.
Alias	s/w
@LANInterfaces.WLANConfiguration.{}.
Alias	s/w
@User.{}.	w
Alias	s/w
Enable	b/w
RemoteAccessCapable	b/w
Username	s/w	L64
Password	s/w	L64	h
Language	s/w	L16
@UPnP.
@UPnP.Device.
Enable	b/w
UPnPMediaServer	b/w
UPnPMediaRenderer	b/w
UPnPWLANAccessPoint	b/w
UPnPQoSDevice	b/w
UPnPQoSPolicyHolder	b/w
UPnPIGD	b/w
UPnPDMBasicMgmt	b/w
UPnPDMConfigurationMgmt	b/w
UPnPDMSoftwareMgmt	b/w
@UPnP.Device.Capabilities.
UPnPArchitecture	u/r
UPnPArchitectureMinorVer	u/r
UPnPMediaServer	u/r
UPnPMediaRenderer	u/r
UPnPWLANAccessPoint	u/r
UPnPBasicDevice	u/r
UPnPQoSDevice	u/r
UPnPQoSPolicyHolder	u/r
UPnPIGD	u/r
UPnPDMBasicMgmt	u/r
UPnPDMConfigurationMgmt	u/r
UPnPDMSoftwareMgmt	u/r
@UPnP.Discovery.
RootDeviceNumberOfEntries	u/r
DeviceNumberOfEntries	u/r
ServiceNumberOfEntries	u/r
@UPnP.Discovery.RootDevice.{}.
Status	s/r	e97
UUID	s/r	L36
USN	s/r	L256
LeaseTime	u/r
Location	s/r	L256
Server	s/r	L256
Host	[s]/r	L256
LastUpdate	t/r
@UPnP.Discovery.Device.{}.
Status	s/r	e97
UUID	s/r	L36
USN	s/r	L256
LeaseTime	u/r
Location	s/r	L256
Server	s/r	L256
Host	[s]/r	L256
LastUpdate	t/r
@UPnP.Discovery.Service.{}.
Status	s/r	e97
USN	s/r	L256
LeaseTime	u/r
Location	s/r	L256
Server	s/r	L256
Host	[s]/r	L256
LastUpdate	t/r
ParentDevice	s/r	L256
@UPnP.Description.
DeviceDescriptionNumberOfEntries	u/r
DeviceInstanceNumberOfEntries	u/r
ServiceInstanceNumberOfEntries	u/r
@UPnP.Description.DeviceDescription.{}.
URLBase	s/r	L256
SpecVersion	s/r	L256
Host	[s]/r	L256
@UPnP.Description.DeviceInstance.{}.
UDN	s/r
ParentDevice	s/r	L256
DiscoveryDevice	s/r	L256
DeviceType	s/r	L256
FriendlyName	s/r	L128
DeviceCategory	[s]/r
Manufacturer	s/r	L128
ManufacturerOUI	s/r	L6
ManufacturerURL	s/r	L256
ModelDescription	s/r	L256
ModelName	s/r	L64
ModelNumber	s/r	L64
ModelURL	s/r	L256
SerialNumber	s/r	L128
UPC	s/r	L12
PresentationURL	s/r	L256
@UPnP.Description.ServiceInstance.{}.
ParentDevice	s/r	L256
ServiceId	s/r	L256
ServiceDiscovery	s/r	L256
ServiceType	s/r	L256
SCPDURL	s/r
ControlURL	s/r
EventSubURL	s/r
@DLNA.
@DLNA.Capabilities.
HNDDeviceClass	[s]/r
DeviceCapability	[s]/r
HIDDeviceClass	[s]/r
ImageClassProfileID	[s]/r
AudioClassProfileID	[s]/r
AVClassProfileID	[s]/r
MediaCollectionProfileID	[s]/r
PrinterClassProfileID	[s]/r
@SmartCardReader.{}.
Alias	s/w
Enable	b/w
Status	s/r	e1
Name	s/r	L256
Reset	b/w	h
ResetTime	t/r
DecryptionFailedCounter	u/r
DecryptionFailedNoKeyCounter	u/r
@SmartCardReader.{}.SmartCard.
Status	s/r	e98
Type	s/r	e99
Application	[s]/r	e100
SerialNumber	s/r	L256
ATR	s/r	L1024
@SelfTestDiagnostics.
DiagnosticsState	s/w	e59
Results	s/r	L1024
@NSLookupDiagnostics.
DiagnosticsState	s/w	e101
Interface	s/w	L256
HostName	s/w	L256
DNSServer	s/w	L256
Timeout	u/w
NumberOfRepetitions	u/w
SuccessCount	u/r
ResultNumberOfEntries	u/r
@NSLookupDiagnostics.Result.{}.
Status	s/r	e102
AnswerType	s/r	e103
HostNameReturned	s/r	L256
IPAddresses	[s]/r
DNSServerIP	s/r
ResponseTime	u/r
@Firewall.
Config	s/w	e104
Version	s/r	L16
LastChange	t/r
@USBHosts.
HostNumberOfEntries	u/r
@USBHosts.Host.{}.
Alias	s/w
Enable	b/w
Name	s/r	L64
Type	s/r	e105
Reset	b/w	h
PowerManagementEnable	b/w
USBVersion	s/r	L4
DeviceNumberOfEntries	u/r
@USBHosts.Host.{}.Device.{}.
DeviceNumber	u/r
USBVersion	s/r	L4
DeviceClass	x/r	L1
DeviceSubClass	x/r	L1
DeviceVersion	u/r	r:65535
DeviceProtocol	x/r	L1
ProductID	u/r	r:65535
VendorID	u/r	r:65535
Manufacturer	s/r	L64
ProductClass	s/r	L64
SerialNumber	s/r	L64
Port	u/r	r:255
Rate	s/r	e106
Parent	s/r
MaxChildren	u/r
IsSuspended	b/r
IsSelfPowered	b/r
ConfigurationNumberOfEntries	u/r
@USBHosts.Host.{}.Device.{}.Configuration.{}.
ConfigurationNumber	u/r
InterfaceNumberOfEntries	u/r
@USBHosts.Host.{}.Device.{}.Configuration.{}.Interface.{}.
InterfaceNumber	u/r	r:255
InterfaceClass	x/r	L1
InterfaceSubClass	x/r	L1
InterfaceProtocol	x/r	L1
@PeriodicStatistics.
MinSampleInterval	u/r
MaxReportSamples	u/r
SampleSetNumberOfEntries	u/r
@PeriodicStatistics.SampleSet.{}.	w
Alias	s/w
Enable	b/w
Status	s/r	e107
Name	s/w	L128
SampleInterval	u/w	r1:
ReportSamples	u/w	r1:
TimeReference	t/w
FetchSamples	u/w
ForceSample	b/w	h
ReportStartTime	t/r
ReportEndTime	t/r
SampleSeconds	[u]/r
ParameterNumberOfEntries	u/r
@PeriodicStatistics.SampleSet.{}.Parameter.{}.	w
Alias	s/w
Enable	b/w
Reference	s/w	L256
SampleMode	s/w	e108
CalculationMode	s/w	e109
LowThreshold	i/w
HighThreshold	i/w
SampleSeconds	[u]/r
SuspectData	[u]/r	r:1
Values	[s]/r
Failures	u/r
@DownloadAvailability.
@DownloadAvailability.Announcement.
Enable	b/w
Status	s/r	e1
GroupNumberOfEntries	u/r
@DownloadAvailability.Announcement.Group.{}.	w
Alias	s/w
Enable	b/w
Status	s/r	e1
URL	s/w	L256
@DownloadAvailability.Query.
Enable	b/w
Status	s/r	e1
URL	s/w	L256
@SoftwareModules.
ExecEnvNumberOfEntries	u/r
DeploymentUnitNumberOfEntries	u/r
ExecutionUnitNumberOfEntries	u/r
@SoftwareModules.ExecEnv.{}.
Enable	b/w
Status	s/r	e31
Reset	b/w
Alias	s/w
Name	s/r	L32
Type	s/r	L64
InitialRunLevel	u/w	r:65535
RequestedRunLevel	i/w	r-1:65535
CurrentRunLevel	i/r	r-1:65535
InitialExecutionUnitRunLevel	i/w	r-1:65535
Vendor	s/r	L128
Version	s/r	L32
ParentExecEnv	s/r
AllocatedDiskSpace	i/r	r-1:
AvailableDiskSpace	i/r	r-1:
AllocatedMemory	i/r	r-1:
AvailableMemory	i/r	r-1:
ActiveExecutionUnits	[s]/r
ProcessorRefList	[s]/r
@SoftwareModules.DeploymentUnit.{}.
UUID	s/r	L36
DUID	s/r	L64
Alias	s/w
Name	s/r	L64
Status	s/r	e110
Resolved	b/r
URL	s/r	L1024
Description	s/r	L256
Vendor	s/r	L128
Version	s/r	L32
VendorLogList	[s]/r
VendorConfigList	[s]/r
ExecutionUnitList	[s]/r
ExecutionEnvRef	s/r
@SoftwareModules.ExecutionUnit.{}.
EUID	s/r	L64
Alias	s/w
Name	s/r	L32
ExecEnvLabel	s/r	L64
Status	s/r	e111
RequestedState	s/w	e112
ExecutionFaultCode	s/r	e113
ExecutionFaultMessage	s/r	L256
AutoStart	b/w
RunLevel	u/w	r:65535
Vendor	s/r	L128
Version	s/r	L32
Description	s/r	L256
DiskSpaceInUse	i/r	r-1:
MemoryInUse	i/r	r-1:
References	[s]/r
AssociatedProcessList	[s]/r
VendorLogList	[s]/r
VendorConfigList	[s]/r
SupportedDataModelList	[s]/r
ExecutionEnvRef	s/r
@SoftwareModules.ExecutionUnit.{}.Extensions.
@Security.
CertificateNumberOfEntries	u/r
@Security.Certificate.{}.
Enable	b/w
LastModif	t/r
SerialNumber	s/r	L64
Issuer	s/r	L256
NotBefore	t/r
NotAfter	t/r
Subject	s/r	L256
SubjectAlt	[s]/r
SignatureAlgorithm	s/r	L256
@FaultMgmt.
SupportedAlarmNumberOfEntries	u/r
MaxCurrentAlarmEntries	u/r
CurrentAlarmNumberOfEntries	u/r
HistoryEventNumberOfEntries	u/r
ExpeditedEventNumberOfEntries	u/r
QueuedEventNumberOfEntries	u/r
@FaultMgmt.SupportedAlarm.{}.
EventType	s/r	L64
ProbableCause	s/r	L64
SpecificProblem	s/r	L128
PerceivedSeverity	s/r	e114
ReportingMechanism	s/w	e115
@FaultMgmt.CurrentAlarm.{}.
AlarmIdentifier	s/r	L64
AlarmRaisedTime	t/r
AlarmChangedTime	t/r
ManagedObjectInstance	s/r	L512
EventType	s/r	L64
ProbableCause	s/r	L64
SpecificProblem	s/r	L128
PerceivedSeverity	s/r	e116
AdditionalText	s/r	L256
AdditionalInformation	s/r	L256
@FaultMgmt.HistoryEvent.{}.
EventTime	t/r
AlarmIdentifier	s/r	L64
NotificationType	s/r	e117
ManagedObjectInstance	s/r	L512
EventType	s/r	L64
ProbableCause	s/r	L64
SpecificProblem	s/r	L128
PerceivedSeverity	s/r	e118
AdditionalText	s/r	L256
AdditionalInformation	s/r	L256
@FaultMgmt.ExpeditedEvent.{}.
EventTime	t/r
AlarmIdentifier	s/r	L64
NotificationType	s/r	e117
ManagedObjectInstance	s/r	L512
EventType	s/r	L64
ProbableCause	s/r	L64
SpecificProblem	s/r	L128
PerceivedSeverity	s/r	e118
AdditionalText	s/r	L256
AdditionalInformation	s/r	L256
@FaultMgmt.QueuedEvent.{}.
EventTime	t/r
AlarmIdentifier	s/r	L64
NotificationType	s/r	e117
ManagedObjectInstance	s/r	L512
EventType	s/r	L64
ProbableCause	s/r	L64
SpecificProblem	s/r	L128
PerceivedSeverity	s/r	e118
AdditionalText	s/r	L256
AdditionalInformation	s/r	L256
@FAP.
@FAP.GPS.
ScanOnBoot	b/w
ScanPeriodically	b/w
PeriodicInterval	u/w
PeriodicTime	t/w
ContinuousGPS	b/w
ScanTimeout	u/w
ScanStatus	s/r	e119
ErrorDetails	s/r	L256
LastScanTime	t/r
LastSuccessfulScanTime	t/r
LockedLatitude	i/r	r-90000000:90000000
LockedLongitude	i/r	r-180000000:180000000
NumberOfSatellites	u/r
GPSReset	b/w
@FAP.GPS.ContinuousGPSStatus.
CurrentFix	b/r
GotFix	b/r
TimingGood	b/r
Latitude	i/r	r-90000000:90000000
Longitude	i/r	r-180000000:180000000
Elevation	i/r	r-5000000:25000000
LastFixTime	t/r
LastFixDuration	u/r
FirstFixTimeout	i/w	r-1:
SatellitesTracked	u/r
SatelliteTrackingInterval	u/w	r60:3600
ReceiverStatus	s/r	L256
LocationType	s/r	e120
LockTimeOutDuration	u/w	r120:86400
@FAP.GPS.AGPSServerConfig.
Enable	b/w
ServerURL	s/w	L256
ServerPort	u/w	r:65535
Username	s/w	L64
Password	s/w	L64	h
ReferenceLatitude	i/w	r-90000000:90000000
ReferenceLongitude	i/w	r-180000000:180000000
ServerInUse	b/r
@FAP.Tunnel.
CryptoProfileNumberOfEntries	u/r
IKESANumberOfEntries	u/r
ChildSANumberOfEntries	u/r
MaxVirtualInterfaces	u/r
VirtualInterfaceNumberOfEntries	u/r
UseForCWMP	b/w
MaxChildSAPerIKE	u/r
MaxIKESessions	u/r
@FAP.Tunnel.CryptoProfile.{}.	w
Enable	b/w
Alias	s/w
AuthMethod	s/w	L256
MaxChildSA	u/w	r2:2	r4:4	r6:6	r8:8	r10:10
IKEEncrypt	[s]/w	e121
IKEPRF	[s]/w	e122
IKEIntegrity	[s]/w	e123
IKEDH	[s]/w	e124
ESPEncrypt	[s]/w	e125
ESPIntegrity	[s]/w	e123
IPsecWindowSize	u/w
IKERekeyLifetime	u/w
IPsecRekeyLifetimeByte	u/w
IPsecRekeyLifetimeTime	u/w
DPDTimer	u/w
NATTKeepaliveTimer	u/w
SecMaxFragSize	u/w	r256:1400
SecDFBit	s/w	e126
@FAP.Tunnel.IKESA.{}.
Status	s/r	e127
PeerAddress	s/r
CreationTime	t/r
IPAddress	s/r
SubnetMask	s/r
DNSServers	[s]/r
DHCPServers	[s]/r
IntegrityErrors	u/r
OtherErrors	u/r
AuthErrors	u/r
@FAP.Tunnel.ChildSA.{}.
ParentID	s/r	L256
SPI	u/r
DirectionOutbound	b/r
CreationTime	t/r
Traffic	u/r
IntegrityErrors	u/r
ReplayErrors	u/r
@FAP.Tunnel.VirtualInterface.{}.	w
Enable	b/w
Alias	s/w
CryptoProfile	s/w	L256
DSCPMarkPolicy	i/w	r-2:
@FAP.PerfMgmt.
ConfigNumberOfEntries	u/r
@FAP.PerfMgmt.Config.{}.	w
Enable	b/w
Alias	s/w
URL	s/w	L256
Username	s/w	L256
Password	s/w	L256	h
PeriodicUploadInterval	u/w	r1:
PeriodicUploadTime	t/w
@FAP.ApplicationPlatform.
Version	s/r	L64
Enable	b/w
Status	s/r	e128
MaxNumberOfApplications	u/r
CurrentNumberofApplications	u/r
@FAP.ApplicationPlatform.Capabilities.
PresenceApplicationSupport	b/r
FemtoAwarenessAPISupport	b/r
SMSAPISupport	b/r
SubscribeToNotificationsOfSMSSentToApplicationSupport	b/r
QuerySMSDeliveryStatusSupport	b/r
MMSAPISupport	b/r
QueryMMSDeliveryStatusSupport	b/r
SubscribeToNotificationsOfMMSSentToApplicationSupport	b/r
TerminalLocationAPISupport	b/r
AuthenticationMethodsSupported	[s]/r	e129
AccessLevelsSupported	[s]/r	e130
SendSMSTargetAddressType	[s]/r	e131
SendMMSTargetAddressType	[s]/r	e131
@FAP.ApplicationPlatform.Control.
AuthenticationMethod	s/w	L256
TunnelInst	s/w	L256
@FAP.ApplicationPlatform.Control.FemtoAwareness.
APIEnable	b/w
QueueEnable	b/w
Queueing	s/w	e132
MaxAPIUsersNumber	u/w	r0:255
FemtozoneID	s/w	L256
NotificationsUserIdentifierMSISDN	b/w
SubscribeToNotificationsResponseCallbackData	b/w
QueryFemtocellResponseTimezone	b/w
@FAP.ApplicationPlatform.Control.SMS.
APIEnable	b/w
QueueEnable	b/w
Queueing	s/w	e132
MaxAPIUsersNumber	u/w	r0:255
MinSendSMSTimeInterval	u/w	r0:3599
EnableQuerySMSDeliveryStatus	b/w
EnableSubscribeToNotificationsOfMessageSentToApplication	b/w
@FAP.ApplicationPlatform.Control.MMS.
APIEnable	b/w
QueueEnable	b/w
Queueing	s/w	e132
MaxAPIUsersNumber	u/w	r0:255
MinSendMMSTimeInterval	u/w	r0:3599
EnableQueryMMSDeliveryStatus	b/w
EnableSubscribeToNotificationsOfMessageSentToApplication	b/w
@FAP.ApplicationPlatform.Control.TerminalLocation.
APIEnable	b/w
QueueEnable	b/w
Queueing	s/w	e132
MaxAPIUsersNumber	u/w	r0:255
QueryMobileLocationResponseAddress	s/w	e133
QueryMobileLocationResponseLongitudeLatitude	b/w
QueryMobileLocationResponseAltitude	b/w
QueryMobileLocationResponseTimestamp	u/w	r0:86399
@FAP.ApplicationPlatform.Monitoring.
Enable	b/w
MonitoringInterval	u/w
AuthenticationRequestsReceived	u/r
AuthenticationRequestsRejected	u/r
@FAP.ApplicationPlatform.Monitoring.FemtoAwareness.
APIAvailable	b/r
APIUsers	u/r	r0:255
QueueState	s/r	e134
QueueNum	u/r	r0:255
QueueReceived	u/r
QueueDiscarded	u/r
@FAP.ApplicationPlatform.Monitoring.SMS.
APIAvailable	b/r
APIUsers	u/r	r0:255
QueueState	s/r	e134
QueueNum	u/r	r0:255
QueueReceived	u/r
QueueDiscarded	u/r
@FAP.ApplicationPlatform.Monitoring.MMS.
APIAvailable	b/r
APIUsers	u/r	r0:255
QueueState	s/r	e134
QueueNum	u/r	r0:255
QueueReceived	u/r
QueueDiscarded	u/r
@FAP.ApplicationPlatform.Monitoring.TerminalLocation.
APIAvailable	b/r
APIUsers	u/r	r0:255
QueueState	s/r	e134
QueueNum	u/r	r0:255
QueueReceived	u/r
QueueDiscarded	u/r
@BulkData.
Enable	b/w
Status	s/r	e135
MinReportingInterval	u/r
Protocols	[s]/r	e136
EncodingTypes	[s]/r	e137
MaxNumberOfProfiles	i/r	r-1:
MaxNumberOfParameterReferences	i/r	r-1:
ProfileNumberOfEntries	u/r
@BulkData.Profile.{}.	w
Enable	b/w
Alias	s/w
Protocol	s/w
EncodingType	s/w
ReportingInterval	u/w	r1:
TimeReference	t/w
StreamingHost	s/w	L256
StreamingPort	u/w	r0:65535
StreamingSessionID	u/w	r48:57	r65:90
FileTransferURL	s/w	L256
FileTransferUsername	s/w	L64
FileTransferPassword	s/w	L64	h
ControlFileFormat	s/w	L128
ParameterNumberOfEntries	u/r
@BulkData.Profile.{}.Parameter.{}.	w
Reference	s/w	L256
@DNS.
@DNS.SD.
Enable	b/w
ServiceNumberOfEntries	u/r
@DNS.SD.Service.{}.
InstanceName	s/r	L63
ApplicationProtocol	s/r	L15
TransportProtocol	s/r	e77
Domain	s/r	L256
Port	u/r	r:65535
Target	s/r	L256
Status	s/r	e138
LastUpdate	t/r
Host	[s]/r	L256
TimeToLive	u/r	r:2147483647
Priority	u/r	r:65535
Weight	u/r	r:65535
TextRecordNumberOfEntries	u/r
@DNS.SD.Service.{}.TextRecord.{}.
Key	s/r	L255
Value	s/r	L255
@XMPP.
ConnectionNumberOfEntries	u/r
@XMPP.Connection.{}.	w
Enable	b/w
Alias	s/w
Username	s/w	L256
Password	s/w	L256	h
Domain	s/w	L64
Resource	s/w	L64
JabberID	s/r
Status	s/r	e139
LastChangeDate	t/r
ServerConnectAlgorithm	s/w	e140
KeepAliveInterval	I/w	r-1:
ServerConnectAttempts	u/w
ServerRetryInitialInterval	u/w	r1:65535
ServerRetryIntervalMultiplier	u/w	r1000:65535
ServerRetryMaxInterval	u/w	r1:
UseTLS	b/w
TLSEstablished	b/r
ServerNumberOfEntries	u/r
@XMPP.Connection.{}.Server.{}.	w
Enable	b/w
Alias	s/w
Priority	u/w	r0:65535
Weight	I/w	r-1:65535
ServerAddress	s/w	L256
Port	u/w	r0:65535
@XMPP.Connection.{}.Stats.
ReceivedMessages	u/r
TransmittedMessages	u/r
ReceivedErrorMessages	u/r
TransmittedErrorMessages	u/r`;
