/**
 * Made by scripts/mapping-tables.mjs, do not edit: the mapping rules (1600), one a line: source leaf, target, direction (rw, r, w), transform, last version with the target.
 * `@` opens a group: its sources stand below that path. `-` as target: no equivalent, and why. Columns are tab-separated.
 */
export const RULES = `@Time.
LocalTimeZoneName	Time.LocalTimeZone	rw
LocalTimeZone	-	obsolete offset form; read only as fallback when LocalTimeZoneName is empty: +01:00 -> <+01>-1
Status	Time.Status	r	enum:timeStatus
NTPServer1	Time.Client.{c1}.Servers	rw	join:ntp
NTPServer2	Time.Client.{c1}.Servers	rw	join:ntp
NTPServer3	Time.Client.{c1}.Servers	rw	join:ntp
NTPServer4	Time.Client.{c1}.Servers	rw	join:ntp
NTPServer5	Time.Client.{c1}.Servers	rw	join:ntp
DaylightSavingsUsed	-	folded into POSIX TZ
DaylightSavingsStart	-
DaylightSavingsEnd	-
NTPServer1	Time.NTPServer1	rw		2.18
Enable	Time.Client.{c1}.Enable	rw	and
@DeviceInfo.
DeviceLog	-	-> DeviceInfo.VendorLogFile Upload()/Upload RPC file type "2 Vendor Log File"
ModemFirmwareVersion	DSL.Line.{dsl}.FirmwareVersion	r
SpecVersion	-
EnabledOptions	-
@
DeviceSummary	-	Device:2 has none; use DeviceInfo.SupportedDataModel / GetSupportedDM
LANDeviceNumberOfEntries	-
WANDeviceNumberOfEntries	-
UserNumberOfEntries	Users.UserNumberOfEntries	r
SmartCardReaderNumberOfEntries	SmartCardReaders.SmartCardReaderNumberOfEntries	r
@DeviceConfig.
PersistentData	-	no parameter equivalent
ConfigFile	-	use Upload/Download RPC file type 1/3 <-> VendorConfigFile.{i}.Backup()/Restore()
@UserInterface.
TextColor	UserInterface.TextColor	rw	hexcolor
BackgroundColor	UserInterface.BackgroundColor	rw	hexcolor
ButtonColor	UserInterface.ButtonColor	rw	hexcolor
ButtonTextColor	UserInterface.ButtonTextColor	rw	hexcolor
UserDatabaseSupported	-
SharedPassword	-
ExampleLogin	-
ExamplePassword	-
@UserInterface.RemoteAccess.
Enable	UserInterface.RemoteAccess.Enable	rw		2.18
Port	UserInterface.RemoteAccess.Port	rw		2.18
Protocol	UserInterface.RemoteAccess.Protocol	rw		2.18
SupportedProtocols	UserInterface.RemoteAccess.SupportedProtocols	r		2.18
Enable	UserInterface.HTTPAccess.{ra}.Enable	rw
Port	UserInterface.HTTPAccess.{ra}.Port	rw
Protocol	UserInterface.HTTPAccess.{ra}.Protocol	rw
SupportedProtocols	UserInterface.HTTPAccessSupportedProtocols	r
@CaptivePortal.
CaptivePortalURL	CaptivePortal.URL	rw
@Firewall.
Config	Firewall.Config	rw	compound:firewallOff
Config	Firewall.Enable	rw	compound:firewallOff
@Capabilities.PerformanceDiagnostic.
DownloadTransports	IP.Diagnostics.DownloadDiagnostics.DownloadTransports	r
UploadTransports	IP.Diagnostics.UploadDiagnostics.UploadTransports	r
@
IPPingDiagnostics.DiagnosticsState	IP.Diagnostics.IPPing.DiagnosticsState	rw	enum:diagState
TraceRouteDiagnostics.DiagnosticsState	IP.Diagnostics.TraceRoute.DiagnosticsState	rw	enum:diagState
NSLookupDiagnostics.DiagnosticsState	DNS.Diagnostics.NSLookupDiagnostics.DiagnosticsState	rw	enum:diagState
DownloadDiagnostics.DiagnosticsState	IP.Diagnostics.DownloadDiagnostics.DiagnosticsState	rw	enum:diagCompleted
UploadDiagnostics.DiagnosticsState	IP.Diagnostics.UploadDiagnostics.DiagnosticsState	rw	enum:diagCompleted
SelfTestDiagnostics.DiagnosticsState	SelfTestDiagnostics.DiagnosticsState	rw	enum:diagState
IPPingDiagnostics.Interface	IP.Diagnostics.IPPing.Interface	rw	ref:interface
TraceRouteDiagnostics.Interface	IP.Diagnostics.TraceRoute.Interface	rw	ref:interface
NSLookupDiagnostics.Interface	DNS.Diagnostics.NSLookupDiagnostics.Interface	rw	ref:interface
DownloadDiagnostics.Interface	IP.Diagnostics.DownloadDiagnostics.Interface	rw	ref:interface
UploadDiagnostics.Interface	IP.Diagnostics.UploadDiagnostics.Interface	rw	ref:interface
UDPEchoConfig.Interface	IP.Diagnostics.UDPEchoConfig.Interface	rw	ref:interface
TraceRouteDiagnostics.RouteHops.{h}.HopHost	IP.Diagnostics.TraceRoute.RouteHops.{h}.Host	r
TraceRouteDiagnostics.RouteHops.{h}.HopHostAddress	IP.Diagnostics.TraceRoute.RouteHops.{h}.HostAddress	r
TraceRouteDiagnostics.RouteHops.{h}.HopErrorCode	IP.Diagnostics.TraceRoute.RouteHops.{h}.ErrorCode	r
TraceRouteDiagnostics.RouteHops.{h}.HopRTTimes	IP.Diagnostics.TraceRoute.RouteHops.{h}.RTTimes	r
@Layer3Forwarding.Forwarding.{f}.
Enable	Routing.Router.{rt}.IPv4Forwarding.{f}.Enable	rw
Alias	Routing.Router.{rt}.IPv4Forwarding.{f}.Alias	rw
StaticRoute	Routing.Router.{rt}.IPv4Forwarding.{f}.StaticRoute	r
DestIPAddress	Routing.Router.{rt}.IPv4Forwarding.{f}.DestIPAddress	rw
DestSubnetMask	Routing.Router.{rt}.IPv4Forwarding.{f}.DestSubnetMask	rw
GatewayIPAddress	Routing.Router.{rt}.IPv4Forwarding.{f}.GatewayIPAddress	rw
ForwardingMetric	Routing.Router.{rt}.IPv4Forwarding.{f}.ForwardingMetric	rw
ForwardingPolicy	Routing.Router.{rt}.IPv4Forwarding.{f}.ForwardingPolicy	rw
Status	Routing.Router.{rt}.IPv4Forwarding.{f}.Status	r	enum:enDisErr
Interface	Routing.Router.{rt}.IPv4Forwarding.{f}.Interface	rw	ref:interface
Type	-	derive: Default when Dest=0.0.0.0/empty, Host when mask /32
SourceIPAddress	-
SourceSubnetMask	-
MTU	-	IP.Interface.MaxMTUSize is per interface, not per route
@Layer3Forwarding.
DefaultConnectionService	Routing.Router.{rt}.IPv4Forwarding.{dflt}.Interface	rw	ref:interface
ForwardNumberOfEntries	Routing.Router.{rt}.IPv4ForwardingNumberOfEntries	r
@LANDevice.{l}.
Alias	Bridging.Bridge.{br}.Alias	rw
LANEthernetInterfaceNumberOfEntries	Ethernet.InterfaceNumberOfEntries	r	count
LANWLANConfigurationNumberOfEntries	WiFi.SSIDNumberOfEntries	r	count
LANUSBInterfaceNumberOfEntries	USB.InterfaceNumberOfEntries	r	count
@LANDevice.{l}.LANHostConfigManagement.
MinAddress	DHCPv4.Server.Pool.{pool}.MinAddress	rw
MaxAddress	DHCPv4.Server.Pool.{pool}.MaxAddress	rw
ReservedAddresses	DHCPv4.Server.Pool.{pool}.ReservedAddresses	rw
SubnetMask	DHCPv4.Server.Pool.{pool}.SubnetMask	rw
DNSServers	DHCPv4.Server.Pool.{pool}.DNSServers	rw
DomainName	DHCPv4.Server.Pool.{pool}.DomainName	rw
IPRouters	DHCPv4.Server.Pool.{pool}.IPRouters	rw
MACAddress	Ethernet.Link.{lanlink}.MACAddress	r
DHCPServerEnable	DHCPv4.Server.Pool.{pool}.Enable	rw
DHCPServerEnable	DHCPv4.Server.Enable	rw	or
DHCPServerConfigurable	-	CPE restores its DHCP defaults when false: if it reads false, put DHCPServerConfigurable=1 in the same SetParameterValues before the pool leaves
DHCPRelay	DHCPv4.Relay.Enable	r	lossy
DHCPLeaseTime	DHCPv4.Server.Pool.{pool}.LeaseTime	rw
UseAllocatedWAN	-	Passthrough <-> PPP.IPCP/DHCPv4.Client PassthroughEnable + PassthroughDHCPPool
AssociatedConnection	-	folded into Passthrough*
PassthroughLease	-
PassthroughMACAddress	-
AllowedMACAddresses	WiFi.AccessPoint.{ap}.AllowedMACAddress	rw	fanout:ap
IPInterfaceNumberOfEntries	IP.Interface.{lanip}.IPv4AddressNumberOfEntries	r
DHCPStaticAddressNumberOfEntries	DHCPv4.Server.Pool.{pool}.StaticAddressNumberOfEntries	r
DHCPOptionNumberOfEntries	DHCPv4.Server.Pool.{pool}.OptionNumberOfEntries	r
DHCPConditionalPoolNumberOfEntries	DHCPv4.Server.PoolNumberOfEntries	r	count
@LANDevice.{l}.LANHostConfigManagement.IPInterface.{a}.
Enable	IP.Interface.{lanip}.IPv4Address.{a}.Enable	rw
Alias	IP.Interface.{lanip}.IPv4Address.{a}.Alias	rw
IPInterfaceIPAddress	IP.Interface.{lanip}.IPv4Address.{a}.IPAddress	rw
IPInterfaceSubnetMask	IP.Interface.{lanip}.IPv4Address.{a}.SubnetMask	rw
IPInterfaceAddressingType	IP.Interface.{lanip}.IPv4Address.{a}.AddressingType	r
@LANDevice.{l}.LANHostConfigManagement.DHCPStaticAddress.{s}.
Enable	DHCPv4.Server.Pool.{pool}.StaticAddress.{s}.Enable	rw
Alias	DHCPv4.Server.Pool.{pool}.StaticAddress.{s}.Alias	rw
Chaddr	DHCPv4.Server.Pool.{pool}.StaticAddress.{s}.Chaddr	rw
Yiaddr	DHCPv4.Server.Pool.{pool}.StaticAddress.{s}.Yiaddr	rw
@LANDevice.{l}.LANHostConfigManagement.DHCPOption.{o}.
Enable	DHCPv4.Server.Pool.{pool}.Option.{o}.Enable	rw
Alias	DHCPv4.Server.Pool.{pool}.Option.{o}.Alias	rw
Tag	DHCPv4.Server.Pool.{pool}.Option.{o}.Tag	rw
Value	DHCPv4.Server.Pool.{pool}.Option.{o}.Value	rw	b64hex
@LANDevice.{l}.LANHostConfigManagement.DHCPConditionalServingPool.{c}.
Enable	DHCPv4.Server.Pool.{cp}.Enable	rw
Alias	DHCPv4.Server.Pool.{cp}.Alias	rw
VendorClassID	DHCPv4.Server.Pool.{cp}.VendorClassID	rw
VendorClassIDExclude	DHCPv4.Server.Pool.{cp}.VendorClassIDExclude	rw
VendorClassIDMode	DHCPv4.Server.Pool.{cp}.VendorClassIDMode	rw
ClientIDExclude	DHCPv4.Server.Pool.{cp}.ClientIDExclude	rw
UserClassIDExclude	DHCPv4.Server.Pool.{cp}.UserClassIDExclude	rw
Chaddr	DHCPv4.Server.Pool.{cp}.Chaddr	rw
ChaddrMask	DHCPv4.Server.Pool.{cp}.ChaddrMask	rw
ChaddrExclude	DHCPv4.Server.Pool.{cp}.ChaddrExclude	rw
MinAddress	DHCPv4.Server.Pool.{cp}.MinAddress	rw
MaxAddress	DHCPv4.Server.Pool.{cp}.MaxAddress	rw
ReservedAddresses	DHCPv4.Server.Pool.{cp}.ReservedAddresses	rw
SubnetMask	DHCPv4.Server.Pool.{cp}.SubnetMask	rw
DNSServers	DHCPv4.Server.Pool.{cp}.DNSServers	rw
DomainName	DHCPv4.Server.Pool.{cp}.DomainName	rw
IPRouters	DHCPv4.Server.Pool.{cp}.IPRouters	rw
PoolOrder	DHCPv4.Server.Pool.{cp}.Order	rw
SourceInterface	DHCPv4.Server.Pool.{cp}.Interface	r	ref:interfaceList
ClientID	DHCPv4.Server.Pool.{cp}.ClientID	rw	strhex
UserClassID	DHCPv4.Server.Pool.{cp}.UserClassID	rw	strhex
DHCPLeaseTime	DHCPv4.Server.Pool.{cp}.LeaseTime	rw
LocallyServed	DHCPv4.Relay.Forwarding.{rf}.LocallyServed	r
DHCPServerIPAddress	DHCPv4.Relay.Forwarding.{rf}.DHCPServerIPAddress	rw
UseAllocatedWAN	-
AssociatedConnection	-
DHCPStaticAddressNumberOfEntries	DHCPv4.Server.Pool.{cp}.StaticAddressNumberOfEntries	r
DHCPOptionNumberOfEntries	DHCPv4.Server.Pool.{cp}.OptionNumberOfEntries	r
Enable	DHCPv4.Relay.Forwarding.{rf}.Enable	rw
PoolOrder	DHCPv4.Relay.Forwarding.{rf}.Order	rw
SourceInterface	DHCPv4.Relay.Forwarding.{rf}.Interface	r	ref:interfaceList
VendorClassID	DHCPv4.Relay.Forwarding.{rf}.VendorClassID	rw
VendorClassIDExclude	DHCPv4.Relay.Forwarding.{rf}.VendorClassIDExclude	rw
VendorClassIDMode	DHCPv4.Relay.Forwarding.{rf}.VendorClassIDMode	rw
ClientID	DHCPv4.Relay.Forwarding.{rf}.ClientID	rw	strhex
ClientIDExclude	DHCPv4.Relay.Forwarding.{rf}.ClientIDExclude	rw
UserClassID	DHCPv4.Relay.Forwarding.{rf}.UserClassID	rw	strhex
UserClassIDExclude	DHCPv4.Relay.Forwarding.{rf}.UserClassIDExclude	rw
Chaddr	DHCPv4.Relay.Forwarding.{rf}.Chaddr	rw
ChaddrMask	DHCPv4.Relay.Forwarding.{rf}.ChaddrMask	rw
ChaddrExclude	DHCPv4.Relay.Forwarding.{rf}.ChaddrExclude	rw
@LANDevice.{l}.LANHostConfigManagement.DHCPConditionalServingPool.{c}.DHCPStaticAddress.{s}.
Enable	DHCPv4.Server.Pool.{cp}.StaticAddress.{s}.Enable	rw
Alias	DHCPv4.Server.Pool.{cp}.StaticAddress.{s}.Alias	rw
Chaddr	DHCPv4.Server.Pool.{cp}.StaticAddress.{s}.Chaddr	rw
Yiaddr	DHCPv4.Server.Pool.{cp}.StaticAddress.{s}.Yiaddr	rw
@LANDevice.{l}.LANHostConfigManagement.DHCPConditionalServingPool.{c}.DHCPOption.{o}.
Enable	DHCPv4.Server.Pool.{cp}.Option.{o}.Enable	rw
Alias	DHCPv4.Server.Pool.{cp}.Option.{o}.Alias	rw
Tag	DHCPv4.Server.Pool.{cp}.Option.{o}.Tag	rw
Value	DHCPv4.Server.Pool.{cp}.Option.{o}.Value	rw	b64hex
@LANDevice.{l}.LANEthernetInterfaceConfig.{e}.
Enable	Ethernet.Interface.{eth}.Enable	rw
Alias	Ethernet.Interface.{eth}.Alias	rw
Name	Ethernet.Interface.{eth}.Name	r
MACAddress	Ethernet.Interface.{eth}.MACAddress	r
Status	Ethernet.Interface.{eth}.Status	r	enum:ifStatus
MaxBitRate	Ethernet.Interface.{eth}.MaxBitRate	rw	mbps
DuplexMode	Ethernet.Interface.{eth}.DuplexMode	rw
MACAddressControlEnabled	-
@LANDevice.{l}.LANEthernetInterfaceConfig.{e}.Stats.
BytesSent	Ethernet.Interface.{eth}.Stats.BytesSent	r
BytesReceived	Ethernet.Interface.{eth}.Stats.BytesReceived	r
PacketsSent	Ethernet.Interface.{eth}.Stats.PacketsSent	r
PacketsReceived	Ethernet.Interface.{eth}.Stats.PacketsReceived	r
ErrorsSent	Ethernet.Interface.{eth}.Stats.ErrorsSent	r
ErrorsReceived	Ethernet.Interface.{eth}.Stats.ErrorsReceived	r
UnicastPacketsSent	Ethernet.Interface.{eth}.Stats.UnicastPacketsSent	r
UnicastPacketsReceived	Ethernet.Interface.{eth}.Stats.UnicastPacketsReceived	r
DiscardPacketsSent	Ethernet.Interface.{eth}.Stats.DiscardPacketsSent	r
DiscardPacketsReceived	Ethernet.Interface.{eth}.Stats.DiscardPacketsReceived	r
MulticastPacketsSent	Ethernet.Interface.{eth}.Stats.MulticastPacketsSent	r
MulticastPacketsReceived	Ethernet.Interface.{eth}.Stats.MulticastPacketsReceived	r
BroadcastPacketsSent	Ethernet.Interface.{eth}.Stats.BroadcastPacketsSent	r
BroadcastPacketsReceived	Ethernet.Interface.{eth}.Stats.BroadcastPacketsReceived	r
UnknownProtoPacketsReceived	Ethernet.Interface.{eth}.Stats.UnknownProtoPacketsReceived	r
@LANDevice.{l}.LANUSBInterfaceConfig.{us}.
Enable	USB.Interface.{usb}.Enable	rw
Alias	USB.Interface.{usb}.Alias	rw
Name	USB.Interface.{usb}.Name	r
MACAddress	USB.Interface.{usb}.MACAddress	r
Status	USB.Interface.{usb}.Status	r	enum:ifStatus
Rate	USB.Port.{usbp}.Rate	r
Power	USB.Port.{usbp}.Power	r
Standard	USB.Port.{usbp}.Standard	r
Type	USB.Port.{usbp}.Type	r
MACAddressControlEnabled	-
@LANDevice.{l}.LANUSBInterfaceConfig.{us}.Stats.
BytesSent	USB.Interface.{usb}.Stats.BytesSent	r
BytesReceived	USB.Interface.{usb}.Stats.BytesReceived	r
ErrorsSent	USB.Interface.{usb}.Stats.ErrorsSent	r
ErrorsReceived	USB.Interface.{usb}.Stats.ErrorsReceived	r
UnicastPacketsSent	USB.Interface.{usb}.Stats.UnicastPacketsSent	r
UnicastPacketsReceived	USB.Interface.{usb}.Stats.UnicastPacketsReceived	r
DiscardPacketsSent	USB.Interface.{usb}.Stats.DiscardPacketsSent	r
DiscardPacketsReceived	USB.Interface.{usb}.Stats.DiscardPacketsReceived	r
MulticastPacketsSent	USB.Interface.{usb}.Stats.MulticastPacketsSent	r
MulticastPacketsReceived	USB.Interface.{usb}.Stats.MulticastPacketsReceived	r
BroadcastPacketsSent	USB.Interface.{usb}.Stats.BroadcastPacketsSent	r
BroadcastPacketsReceived	USB.Interface.{usb}.Stats.BroadcastPacketsReceived	r
UnknownProtoPacketsReceived	USB.Interface.{usb}.Stats.UnknownProtoPacketsReceived	r
CellsSent	USB.Interface.{usb}.Stats.PacketsSent	r
CellsReceived	USB.Interface.{usb}.Stats.PacketsReceived	r
@LANDevice.{l}.WLANConfiguration.{w}.
Enable	WiFi.SSID.{ssid}.Enable	rw
Enable	WiFi.AccessPoint.{ap}.Enable	rw	and
RadioEnabled	WiFi.Radio.{radio}.Enable	rw	fanout:radio
Status	WiFi.SSID.{ssid}.Status	r	enum:ifStatus
Status	WiFi.AccessPoint.{ap}.Status	r	enum:apStatus
Alias	WiFi.SSID.{ssid}.Alias	rw
Name	WiFi.SSID.{ssid}.Name	r
BSSID	WiFi.SSID.{ssid}.BSSID	r
BSSID	WiFi.SSID.{ssid}.MACAddress	r
SSID	WiFi.SSID.{ssid}.SSID	rw
BeaconType	WiFi.AccessPoint.{ap}.Security.ModeEnabled	rw	compound:wlanSecurity
BasicEncryptionModes	WiFi.AccessPoint.{ap}.Security.ModeEnabled	rw	compound:wlanSecurity
BasicAuthenticationMode	WiFi.AccessPoint.{ap}.Security.ModeEnabled	rw	compound:wlanSecurity
WPAAuthenticationMode	WiFi.AccessPoint.{ap}.Security.ModeEnabled	rw	compound:wlanSecurity
WPAAuthenticationMode	WiFi.AccessPoint.{ap}.Security.ModesSupported	r	compound:wlanModes
IEEE11iAuthenticationMode	WiFi.AccessPoint.{ap}.Security.ModeEnabled	rw	compound:wlanSecurity
IEEE11iAuthenticationMode	WiFi.AccessPoint.{ap}.Security.ModesSupported	r	compound:wlanModes
WPAEncryptionModes	WiFi.AccessPoint.{ap}.Security.EncryptionMode	rw	compound:wlanCipher
IEEE11iEncryptionModes	WiFi.AccessPoint.{ap}.Security.EncryptionMode	rw	compound:wlanCipher
WEPEncryptionLevel	WiFi.AccessPoint.{ap}.Security.ModesSupported	r	compound:wlanModes
WEPKeyIndex	-	selects which WEPKey.{k} maps to Security.WEPKey
KeyPassphrase	WiFi.AccessPoint.{ap}.Security.KeyPassphrase	w	secret
AuthenticationServiceMode	-	Radius parameters of Security are vendor-specific in TR-098
Channel	WiFi.Radio.{radio}.Channel	rw	fanout:radio
AutoChannelEnable	WiFi.Radio.{radio}.AutoChannelEnable	rw	fanout:radio
PossibleChannels	WiFi.Radio.{radio}.PossibleChannels	r
ChannelsInUse	WiFi.Radio.{radio}.ChannelsInUse	r
Standard	WiFi.Radio.{radio}.OperatingStandards	r	wlanStandard
Standard	WiFi.Radio.{radio}.OperatingFrequencyBand	r	derive:band
MaxBitRate	WiFi.Radio.{radio}.MaxBitRate	r	maxrate
TransmitPower	WiFi.Radio.{radio}.TransmitPower	rw	fanout:radio
TransmitPowerSupported	WiFi.Radio.{radio}.TransmitPowerSupported	r
RegulatoryDomain	WiFi.Radio.{radio}.RegulatoryDomain	rw	fanout:radio
BasicDataTransmitRates	WiFi.Radio.{radio}.BasicDataTransmitRates	rw	fanout:radio
OperationalDataTransmitRates	WiFi.Radio.{radio}.SupportedDataTransmitRates	r
PossibleDataTransmitRates	WiFi.Radio.{radio}.OperationalDataTransmitRates	r
SSIDAdvertisementEnabled	WiFi.AccessPoint.{ap}.SSIDAdvertisementEnabled	rw
BeaconAdvertisementEnabled	-	when it exists and reads false, written true in the same SetParameterValues as Enable=true
MACAddressControlEnabled	WiFi.AccessPoint.{ap}.MACAddressControlEnabled	rw
WMMSupported	WiFi.AccessPoint.{ap}.WMMCapability	r
WMMEnable	WiFi.AccessPoint.{ap}.WMMEnable	rw
UAPSDSupported	WiFi.AccessPoint.{ap}.UAPSDCapability	r
UAPSDEnable	WiFi.AccessPoint.{ap}.UAPSDEnable	rw
TotalBytesSent	WiFi.SSID.{ssid}.Stats.BytesSent	r
TotalBytesReceived	WiFi.SSID.{ssid}.Stats.BytesReceived	r
TotalPacketsSent	WiFi.SSID.{ssid}.Stats.PacketsSent	r
TotalPacketsReceived	WiFi.SSID.{ssid}.Stats.PacketsReceived	r
TotalAssociations	WiFi.AccessPoint.{ap}.AssociatedDeviceNumberOfEntries	r
DeviceOperationMode	-	InfrastructureAccessPoint -> AccessPoint row; WirelessStation/Repeater -> EndPoint row
InsecureOOBAccessEnabled	-
AutoRateFallBackEnabled	-
LocationDescription	-
TotalPSKFailures	-
TotalIntegrityFailures	-
DistanceFromRoot	-
PeerBSSID	-
@LANDevice.{l}.WLANConfiguration.{w}.Stats.
ErrorsSent	WiFi.SSID.{ssid}.Stats.ErrorsSent	r
ErrorsReceived	WiFi.SSID.{ssid}.Stats.ErrorsReceived	r
UnicastPacketsSent	WiFi.SSID.{ssid}.Stats.UnicastPacketsSent	r
UnicastPacketsReceived	WiFi.SSID.{ssid}.Stats.UnicastPacketsReceived	r
DiscardPacketsSent	WiFi.SSID.{ssid}.Stats.DiscardPacketsSent	r
DiscardPacketsReceived	WiFi.SSID.{ssid}.Stats.DiscardPacketsReceived	r
MulticastPacketsSent	WiFi.SSID.{ssid}.Stats.MulticastPacketsSent	r
MulticastPacketsReceived	WiFi.SSID.{ssid}.Stats.MulticastPacketsReceived	r
BroadcastPacketsSent	WiFi.SSID.{ssid}.Stats.BroadcastPacketsSent	r
BroadcastPacketsReceived	WiFi.SSID.{ssid}.Stats.BroadcastPacketsReceived	r
UnknownProtoPacketsReceived	WiFi.SSID.{ssid}.Stats.UnknownProtoPacketsReceived	r
@LANDevice.{l}.WLANConfiguration.{w}.PreSharedKey.{k}.
PreSharedKey	WiFi.AccessPoint.{ap}.Security.PreSharedKey	w	secret
KeyPassphrase	WiFi.AccessPoint.{ap}.Security.KeyPassphrase	w	secret
AssociatedDeviceMACAddress	-
Alias	-
@LANDevice.{l}.WLANConfiguration.{w}.WEPKey.{k}.
WEPKey	WiFi.AccessPoint.{ap}.Security.WEPKey	w	secret
Alias	-
@LANDevice.{l}.WLANConfiguration.{w}.WPS.
Enable	WiFi.AccessPoint.{ap}.WPS.Enable	rw
ConfigMethodsSupported	WiFi.AccessPoint.{ap}.WPS.ConfigMethodsSupported	r	enumlist:wpsMethods
ConfigMethodsEnabled	WiFi.AccessPoint.{ap}.WPS.ConfigMethodsEnabled	rw	enumlist:wpsMethods
DevicePassword	WiFi.AccessPoint.{ap}.WPS.PIN	w	pad8
Version	WiFi.AccessPoint.{ap}.WPS.Version	r	wpsVersion
ConfigurationState	WiFi.AccessPoint.{ap}.WPS.Status	r	compound:wpsStatus
SetupLockedState	WiFi.AccessPoint.{ap}.WPS.Status	r	compound:wpsStatus
DeviceName	-
UUID	-
SetupLock	-
LastConfigurationError	-
RegistrarNumberOfEntries	-
RegistrarEstablished	-
@LANDevice.{l}.WLANConfiguration.{w}.WPS.Registrar.{r}.
Enable	-
Alias	-
UUID	-
DeviceName	-
@LANDevice.{l}.WLANConfiguration.{w}.APWMMParameter.{q}.
Alias	WiFi.AccessPoint.{ap}.AC.{q}.Alias	rw
AckPolicy	WiFi.AccessPoint.{ap}.AC.{q}.AckPolicy	rw
AIFSN	WiFi.AccessPoint.{ap}.AC.{q}.AIFSN	rw		2.17
ECWMin	WiFi.AccessPoint.{ap}.AC.{q}.ECWMin	rw		2.17
ECWMax	WiFi.AccessPoint.{ap}.AC.{q}.ECWMax	rw		2.17
TXOP	WiFi.AccessPoint.{ap}.AC.{q}.TxOpMax	rw		2.17
@LANDevice.{l}.WLANConfiguration.{w}.STAWMMParameter.{q}.
Alias	-
AIFSN	-
ECWMin	-
ECWMax	-
TXOP	-
AckPolicy	-
@LANDevice.{l}.WLANConfiguration.{w}.AssociatedDevice.{a}.
AssociatedDeviceMACAddress	WiFi.AccessPoint.{ap}.AssociatedDevice.{a}.MACAddress	r
AssociatedDeviceAuthenticationState	WiFi.AccessPoint.{ap}.AssociatedDevice.{a}.AuthenticationState	r
LastDataTransmitRate	WiFi.AccessPoint.{ap}.AssociatedDevice.{a}.LastDataDownlinkRate	r	scale:1000
AssociatedDeviceIPAddress	-	join Hosts.Host on MAC
LastRequestedUnicastCipher	-
LastRequestedMulticastCipher	-
LastPMKId	-
@LANDevice.{l}.Hosts.Host.{h}.
IPAddress	Hosts.Host.{h}.IPAddress	r
IPAddress	Hosts.Host.{h}.IPv4Address.{h1}.IPAddress	r
MACAddress	Hosts.Host.{h}.PhysAddress	r
HostName	Hosts.Host.{h}.HostName	r
Active	Hosts.Host.{h}.Active	r
InterfaceType	Hosts.Host.{h}.InterfaceType	r	enum:hostIf
Layer2Interface	Hosts.Host.{h}.Layer1Interface	r	ref:layer1
AddressSource	Hosts.Host.{h}.AddressSource	r	enum:addrSource	2.14
LeaseTimeRemaining	Hosts.Host.{h}.LeaseTimeRemaining	r		2.14
VendorClassID	Hosts.Host.{h}.VendorClassID	r		2.14
ClientID	Hosts.Host.{h}.ClientID	r	strhex	2.14
UserClassID	Hosts.Host.{h}.UserClassID	r	strhex	2.15
@LANDevice.{l}.Hosts.
HostNumberOfEntries	Hosts.HostNumberOfEntries	r	count
@WANDevice.{d}.
Alias	DSL.Line.{dsl}.Alias	rw
WANConnectionNumberOfEntries	-
@WANDevice.{d}.WANCommonInterfaceConfig.
WANAccessType	-	selects the structure
PhysicalLinkStatus	DSL.Line.{dsl}.Status	r	enum:ifStatus
PhysicalLinkStatus	Ethernet.Interface.{weth}.Status	r	enum:ifStatus
Layer1UpstreamMaxBitRate	DSL.Line.{dsl}.UpstreamMaxBitRate	r	scale:0.001
Layer1DownstreamMaxBitRate	DSL.Line.{dsl}.DownstreamMaxBitRate	r	scale:0.001
Layer1DownstreamMaxBitRate	Ethernet.Interface.{weth}.CurrentBitRate	r	scale:0.000001
TotalBytesSent	DSL.Line.{dsl}.Stats.BytesSent	r
TotalBytesSent	Ethernet.Interface.{weth}.Stats.BytesSent	r
TotalBytesReceived	DSL.Line.{dsl}.Stats.BytesReceived	r
TotalBytesReceived	Ethernet.Interface.{weth}.Stats.BytesReceived	r
TotalPacketsSent	DSL.Line.{dsl}.Stats.PacketsSent	r
TotalPacketsSent	Ethernet.Interface.{weth}.Stats.PacketsSent	r
TotalPacketsReceived	DSL.Line.{dsl}.Stats.PacketsReceived	r
TotalPacketsReceived	Ethernet.Interface.{weth}.Stats.PacketsReceived	r
EnabledForInternet	-	not the line switch: opens or closes Internet access of every connection; WANDSLInterfaceConfig.Enable / WANEthernetInterfaceConfig.Enable is the interface switch
WANAccessProvider	-
MaximumActiveConnections	-
NumberOfActiveConnections	-
@WANDevice.{d}.WANCommonInterfaceConfig.Connection.{x}.
Alias	-
ActiveConnectionDeviceContainer	-
ActiveConnectionServiceID	-
@WANDevice.{d}.WANDSLInterfaceConfig.
Enable	DSL.Line.{dsl}.Enable	rw
Status	DSL.Line.{dsl}.Status	r	enum:ifStatus
Status	DSL.Line.{dsl}.LinkStatus	r
LineEncoding	DSL.Line.{dsl}.LineEncoding	r
AllowedProfiles	DSL.Line.{dsl}.AllowedProfiles	r	lossy
CurrentProfile	DSL.Line.{dsl}.CurrentProfile	r
PowerManagementState	DSL.Line.{dsl}.PowerManagementState	r
SuccessFailureCause	DSL.Line.{dsl}.SuccessFailureCause	r
LastStateTransmittedDownstream	DSL.Line.{dsl}.LastStateTransmittedDownstream	r
LastStateTransmittedUpstream	DSL.Line.{dsl}.LastStateTransmittedUpstream	r
UPBOKLE	DSL.Line.{dsl}.UPBOKLE	r
MREFPSDds	DSL.Line.{dsl}.MREFPSDds	r
MREFPSDus	DSL.Line.{dsl}.MREFPSDus	r
LIMITMASK	DSL.Line.{dsl}.LIMITMASK	r
US0MASK	DSL.Line.{dsl}.US0MASK	r
TRELLISds	DSL.Line.{dsl}.TRELLISds	r
TRELLISus	DSL.Line.{dsl}.TRELLISus	r
ACTSNRMODEds	DSL.Line.{dsl}.ACTSNRMODEds	r
ACTSNRMODEus	DSL.Line.{dsl}.ACTSNRMODEus	r
VirtualNoisePSDds	DSL.Line.{dsl}.VirtualNoisePSDds	r
VirtualNoisePSDus	DSL.Line.{dsl}.VirtualNoisePSDus	r
ACTUALCE	DSL.Line.{dsl}.ACTUALCE	r
SNRMpbus	DSL.Line.{dsl}.SNRMpbus	r
SNRMpbds	DSL.Line.{dsl}.SNRMpbds	r
INMIATOds	DSL.Line.{dsl}.INMIATOds	r
INMIATSds	DSL.Line.{dsl}.INMIATSds	r
INMCCds	DSL.Line.{dsl}.INMCCds	r
INMINPEQMODEds	DSL.Line.{dsl}.INMINPEQMODEds	r
LineNumber	DSL.Line.{dsl}.LineNumber	r
UpstreamNoiseMargin	DSL.Line.{dsl}.UpstreamNoiseMargin	r
DownstreamNoiseMargin	DSL.Line.{dsl}.DownstreamNoiseMargin	r
UpstreamAttenuation	DSL.Line.{dsl}.UpstreamAttenuation	r
DownstreamAttenuation	DSL.Line.{dsl}.DownstreamAttenuation	r
UpstreamPower	DSL.Line.{dsl}.UpstreamPower	r
DownstreamPower	DSL.Line.{dsl}.DownstreamPower	r
StandardsSupported	DSL.Line.{dsl}.StandardsSupported	r		2.14
StandardUsed	DSL.Line.{dsl}.StandardUsed	r		2.14
UpstreamMaxRate	DSL.Line.{dsl}.UpstreamMaxBitRate	r
DownstreamMaxRate	DSL.Line.{dsl}.DownstreamMaxBitRate	r
ATURVendor	DSL.Line.{dsl}.XTURVendor	r	strhex
ATURCountry	DSL.Line.{dsl}.XTURCountry	r	strhex
ATURANSIStd	DSL.Line.{dsl}.XTURANSIStd	r
ATURANSIRev	DSL.Line.{dsl}.XTURANSIRev	r
ATUCVendor	DSL.Line.{dsl}.XTUCVendor	r	strhex
ATUCCountry	DSL.Line.{dsl}.XTUCCountry	r	strhex
ATUCANSIStd	DSL.Line.{dsl}.XTUCANSIStd	r
ATUCANSIRev	DSL.Line.{dsl}.XTUCANSIRev	r
TotalStart	DSL.Line.{dsl}.Stats.TotalStart	r
ShowtimeStart	DSL.Line.{dsl}.Stats.ShowtimeStart	r
LastShowtimeStart	DSL.Line.{dsl}.Stats.LastShowtimeStart	r
CurrentDayStart	DSL.Line.{dsl}.Stats.CurrentDayStart	r
QuarterHourStart	DSL.Line.{dsl}.Stats.QuarterHourStart	r
LinkEncapsulationSupported	DSL.Channel.{dsl}.LinkEncapsulationSupported	r
LinkEncapsulationUsed	DSL.Channel.{dsl}.LinkEncapsulationUsed	r
LPATH	DSL.Channel.{dsl}.LPATH	r
INTLVDEPTH	DSL.Channel.{dsl}.INTLVDEPTH	r	neg1
INTLVBLOCK	DSL.Channel.{dsl}.INTLVBLOCK	r
ActualInterleavingDelay	DSL.Channel.{dsl}.ActualInterleavingDelay	r
ACTINP	DSL.Channel.{dsl}.ACTINP	r
INPREPORT	DSL.Channel.{dsl}.INPREPORT	r
NFEC	DSL.Channel.{dsl}.NFEC	r
RFEC	DSL.Channel.{dsl}.RFEC	r
LSYMB	DSL.Channel.{dsl}.LSYMB	r
UpstreamCurrRate	DSL.Channel.{dsl}.UpstreamCurrRate	r
DownstreamCurrRate	DSL.Channel.{dsl}.DownstreamCurrRate	r
InterleaveDepth	DSL.Channel.{dsl}.INTLVDEPTH	r
DataPath	-	LPATH is a latency-path number, not Fast/Interleaved
ModulationType	-	deprecated; StandardUsed
LinkEncapsulationRequested	-
@WANDevice.{d}.WANDSLInterfaceConfig.Stats.Total.
ErroredSecs	DSL.Line.{dsl}.Stats.Total.ErroredSecs	r
SeverelyErroredSecs	DSL.Line.{dsl}.Stats.Total.SeverelyErroredSecs	r
FECErrors	DSL.Channel.{dsl}.Stats.Total.XTURFECErrors	r
ATUCFECErrors	DSL.Channel.{dsl}.Stats.Total.XTUCFECErrors	r
HECErrors	DSL.Channel.{dsl}.Stats.Total.XTURHECErrors	r
ATUCHECErrors	DSL.Channel.{dsl}.Stats.Total.XTUCHECErrors	r
CRCErrors	DSL.Channel.{dsl}.Stats.Total.XTURCRCErrors	r
ATUCCRCErrors	DSL.Channel.{dsl}.Stats.Total.XTUCCRCErrors	r
ReceiveBlocks	-
TransmitBlocks	-
CellDelin	-
LinkRetrain	-
InitErrors	-
InitTimeouts	-
LossOfFraming	-
LInit	-
LOF	-
ATUCErroredSecs	-
ATUCSeverelyErroredSecs	-
@WANDevice.{d}.WANDSLInterfaceConfig.Stats.Showtime.
ErroredSecs	DSL.Line.{dsl}.Stats.Showtime.ErroredSecs	r
SeverelyErroredSecs	DSL.Line.{dsl}.Stats.Showtime.SeverelyErroredSecs	r
FECErrors	DSL.Channel.{dsl}.Stats.Showtime.XTURFECErrors	r
ATUCFECErrors	DSL.Channel.{dsl}.Stats.Showtime.XTUCFECErrors	r
HECErrors	DSL.Channel.{dsl}.Stats.Showtime.XTURHECErrors	r
ATUCHECErrors	DSL.Channel.{dsl}.Stats.Showtime.XTUCHECErrors	r
CRCErrors	DSL.Channel.{dsl}.Stats.Showtime.XTURCRCErrors	r
ATUCCRCErrors	DSL.Channel.{dsl}.Stats.Showtime.XTUCCRCErrors	r
ReceiveBlocks	-
TransmitBlocks	-
CellDelin	-
LinkRetrain	-
InitErrors	-
InitTimeouts	-
LossOfFraming	-
LInit	-
LOF	-
ATUCErroredSecs	-
ATUCSeverelyErroredSecs	-
@WANDevice.{d}.WANDSLInterfaceConfig.Stats.LastShowtime.
ErroredSecs	DSL.Line.{dsl}.Stats.LastShowtime.ErroredSecs	r
SeverelyErroredSecs	DSL.Line.{dsl}.Stats.LastShowtime.SeverelyErroredSecs	r
FECErrors	DSL.Channel.{dsl}.Stats.LastShowtime.XTURFECErrors	r
ATUCFECErrors	DSL.Channel.{dsl}.Stats.LastShowtime.XTUCFECErrors	r
HECErrors	DSL.Channel.{dsl}.Stats.LastShowtime.XTURHECErrors	r
ATUCHECErrors	DSL.Channel.{dsl}.Stats.LastShowtime.XTUCHECErrors	r
CRCErrors	DSL.Channel.{dsl}.Stats.LastShowtime.XTURCRCErrors	r
ATUCCRCErrors	DSL.Channel.{dsl}.Stats.LastShowtime.XTUCCRCErrors	r
ReceiveBlocks	-
TransmitBlocks	-
CellDelin	-
LinkRetrain	-
InitErrors	-
InitTimeouts	-
LossOfFraming	-
LInit	-
LOF	-
ATUCErroredSecs	-
ATUCSeverelyErroredSecs	-
@WANDevice.{d}.WANDSLInterfaceConfig.Stats.CurrentDay.
ErroredSecs	DSL.Line.{dsl}.Stats.CurrentDay.ErroredSecs	r
SeverelyErroredSecs	DSL.Line.{dsl}.Stats.CurrentDay.SeverelyErroredSecs	r
FECErrors	DSL.Channel.{dsl}.Stats.CurrentDay.XTURFECErrors	r
ATUCFECErrors	DSL.Channel.{dsl}.Stats.CurrentDay.XTUCFECErrors	r
HECErrors	DSL.Channel.{dsl}.Stats.CurrentDay.XTURHECErrors	r
ATUCHECErrors	DSL.Channel.{dsl}.Stats.CurrentDay.XTUCHECErrors	r
CRCErrors	DSL.Channel.{dsl}.Stats.CurrentDay.XTURCRCErrors	r
ATUCCRCErrors	DSL.Channel.{dsl}.Stats.CurrentDay.XTUCCRCErrors	r
ReceiveBlocks	-
TransmitBlocks	-
CellDelin	-
LinkRetrain	-
InitErrors	-
InitTimeouts	-
LossOfFraming	-
LInit	-
LOF	-
ATUCErroredSecs	-
ATUCSeverelyErroredSecs	-
@WANDevice.{d}.WANDSLInterfaceConfig.Stats.QuarterHour.
ErroredSecs	DSL.Line.{dsl}.Stats.QuarterHour.ErroredSecs	r
SeverelyErroredSecs	DSL.Line.{dsl}.Stats.QuarterHour.SeverelyErroredSecs	r
FECErrors	DSL.Channel.{dsl}.Stats.QuarterHour.XTURFECErrors	r
ATUCFECErrors	DSL.Channel.{dsl}.Stats.QuarterHour.XTUCFECErrors	r
HECErrors	DSL.Channel.{dsl}.Stats.QuarterHour.XTURHECErrors	r
ATUCHECErrors	DSL.Channel.{dsl}.Stats.QuarterHour.XTUCHECErrors	r
CRCErrors	DSL.Channel.{dsl}.Stats.QuarterHour.XTURCRCErrors	r
ATUCCRCErrors	DSL.Channel.{dsl}.Stats.QuarterHour.XTUCCRCErrors	r
ReceiveBlocks	-
TransmitBlocks	-
CellDelin	-
LinkRetrain	-
InitErrors	-
InitTimeouts	-
LossOfFraming	-
LInit	-
LOF	-
ATUCErroredSecs	-
ATUCSeverelyErroredSecs	-
@WANDevice.{d}.WANDSLInterfaceConfig.TestParams.
HLOGGds	DSL.Line.{dsl}.TestParams.HLOGGds	r
HLOGGus	DSL.Line.{dsl}.TestParams.HLOGGus	r
HLOGpsds	DSL.Line.{dsl}.TestParams.HLOGpsds	r
HLOGpsus	DSL.Line.{dsl}.TestParams.HLOGpsus	r
HLOGMTds	DSL.Line.{dsl}.TestParams.HLOGMTds	r
HLOGMTus	DSL.Line.{dsl}.TestParams.HLOGMTus	r
QLNGds	DSL.Line.{dsl}.TestParams.QLNGds	r
QLNGus	DSL.Line.{dsl}.TestParams.QLNGus	r
QLNpsds	DSL.Line.{dsl}.TestParams.QLNpsds	r
QLNpsus	DSL.Line.{dsl}.TestParams.QLNpsus	r
QLNMTds	DSL.Line.{dsl}.TestParams.QLNMTds	r
QLNMTus	DSL.Line.{dsl}.TestParams.QLNMTus	r
SNRGds	DSL.Line.{dsl}.TestParams.SNRGds	r
SNRGus	DSL.Line.{dsl}.TestParams.SNRGus	r
SNRpsds	DSL.Line.{dsl}.TestParams.SNRpsds	r
SNRpsus	DSL.Line.{dsl}.TestParams.SNRpsus	r
SNRMTds	DSL.Line.{dsl}.TestParams.SNRMTds	r
SNRMTus	DSL.Line.{dsl}.TestParams.SNRMTus	r
LATNds	DSL.Line.{dsl}.TestParams.LATNds	r
LATNus	DSL.Line.{dsl}.TestParams.LATNus	r
SATNds	DSL.Line.{dsl}.TestParams.SATNds	r
SATNus	DSL.Line.{dsl}.TestParams.SATNus	r
@WANDevice.{d}.WANEthernetInterfaceConfig.
Enable	Ethernet.Interface.{weth}.Enable	rw
Status	Ethernet.Interface.{weth}.Status	r	enum:ifStatus
MACAddress	Ethernet.Interface.{weth}.MACAddress	r
MaxBitRate	Ethernet.Interface.{weth}.MaxBitRate	rw	mbps
DuplexMode	Ethernet.Interface.{weth}.DuplexMode	rw
ShapingRate	QoS.Shaper.{sh}.ShapingRate	rw
ShapingBurstSize	QoS.Shaper.{sh}.ShapingBurstSize	rw
@WANDevice.{d}.WANEthernetInterfaceConfig.Stats.
BytesSent	Ethernet.Interface.{weth}.Stats.BytesSent	r
BytesReceived	Ethernet.Interface.{weth}.Stats.BytesReceived	r
PacketsSent	Ethernet.Interface.{weth}.Stats.PacketsSent	r
PacketsReceived	Ethernet.Interface.{weth}.Stats.PacketsReceived	r
@WANDevice.{d}.WANDSLConnectionManagement.
ConnectionServiceNumberOfEntries	-
@WANDevice.{d}.WANDSLConnectionManagement.ConnectionService.{x}.
WANConnectionDevice	-
WANConnectionService	-
DestinationAddress	-
LinkType	-
ConnectionType	-
Name	-
@WANDevice.{d}.WANDSLDiagnostics.
LoopDiagnosticsState	DSL.Diagnostics.ADSLLineTest.DiagnosticsState	rw	enum:diagState
GAINSpsds	-
ACTPSDds	DSL.Diagnostics.ADSLLineTest.ACTPSDds	r
ACTPSDus	DSL.Diagnostics.ADSLLineTest.ACTPSDus	r
ACTATPds	DSL.Diagnostics.ADSLLineTest.ACTATPds	r
ACTATPus	DSL.Diagnostics.ADSLLineTest.ACTATPus	r
HLINSCds	DSL.Diagnostics.ADSLLineTest.HLINSCds	r
HLINpsds	DSL.Diagnostics.ADSLLineTest.HLINpsds	r
QLNpsds	DSL.Diagnostics.ADSLLineTest.QLNpsds	r
SNRpsds	DSL.Diagnostics.ADSLLineTest.SNRpsds	r
BITSpsds	DSL.Diagnostics.ADSLLineTest.BITSpsds	r
HLINSCus	DSL.Diagnostics.ADSLLineTest.HLINSCus	r
HLINGds	DSL.Diagnostics.ADSLLineTest.HLINGds	r
HLINGus	DSL.Diagnostics.ADSLLineTest.HLINGus	r
HLOGGds	DSL.Diagnostics.ADSLLineTest.HLOGGds	r
HLOGGus	DSL.Diagnostics.ADSLLineTest.HLOGGus	r
HLOGpsds	DSL.Diagnostics.ADSLLineTest.HLOGpsds	r
HLOGpsus	DSL.Diagnostics.ADSLLineTest.HLOGpsus	r
HLOGMTds	DSL.Diagnostics.ADSLLineTest.HLOGMTds	r
HLOGMTus	DSL.Diagnostics.ADSLLineTest.HLOGMTus	r
LATNpbds	DSL.Diagnostics.ADSLLineTest.LATNpbds	r
LATNpbus	DSL.Diagnostics.ADSLLineTest.LATNpbus	r
SATNds	DSL.Diagnostics.ADSLLineTest.SATNds	r
SATNus	DSL.Diagnostics.ADSLLineTest.SATNus	r
HLINpsus	DSL.Diagnostics.ADSLLineTest.HLINpsus	r
QLNGds	DSL.Diagnostics.ADSLLineTest.QLNGds	r
QLNGus	DSL.Diagnostics.ADSLLineTest.QLNGus	r
QLNpsus	DSL.Diagnostics.ADSLLineTest.QLNpsus	r
QLNMTds	DSL.Diagnostics.ADSLLineTest.QLNMTds	r
QLNMTus	DSL.Diagnostics.ADSLLineTest.QLNMTus	r
SNRGds	DSL.Diagnostics.ADSLLineTest.SNRGds	r
SNRGus	DSL.Diagnostics.ADSLLineTest.SNRGus	r
SNRpsus	DSL.Diagnostics.ADSLLineTest.SNRpsus	r
SNRMTds	DSL.Diagnostics.ADSLLineTest.SNRMTds	r
SNRMTus	DSL.Diagnostics.ADSLLineTest.SNRMTus	r
BITSpsus	DSL.Diagnostics.ADSLLineTest.BITSpsus	r
@WANDevice.{d}.WANConnectionDevice.{c}.
Alias	-
WANIPConnectionNumberOfEntries	-
WANPPPConnectionNumberOfEntries	-
@WANDevice.{d}.WANConnectionDevice.{c}.WANDSLLinkConfig.
Enable	ATM.Link.{atm}.Enable	rw
LinkStatus	ATM.Link.{atm}.Status	r	enum:ifStatus
LinkType	ATM.Link.{atm}.LinkType	rw	enum:atmLinkType
AutoConfig	ATM.Link.{atm}.AutoConfig	r
DestinationAddress	ATM.Link.{atm}.DestinationAddress	rw	pvc
ATMEncapsulation	ATM.Link.{atm}.Encapsulation	rw
FCSPreserved	ATM.Link.{atm}.FCSPreserved	rw
VCSearchList	ATM.Link.{atm}.VCSearchList	rw
ATMAAL	ATM.Link.{atm}.AAL	r
ATMTransmittedBlocks	ATM.Link.{atm}.Stats.TransmittedBlocks	r
ATMReceivedBlocks	ATM.Link.{atm}.Stats.ReceivedBlocks	r
ATMQoS	ATM.Link.{atm}.QoS.QoSClass	rw
ATMPeakCellRate	ATM.Link.{atm}.QoS.PeakCellRate	rw
ATMMaximumBurstSize	ATM.Link.{atm}.QoS.MaximumBurstSize	rw
ATMSustainableCellRate	ATM.Link.{atm}.QoS.SustainableCellRate	rw
ATMCRCErrors	ATM.Link.{atm}.Stats.CRCErrors	r
ATMHECErrors	ATM.Link.{atm}.Stats.HECErrors	r
AAL5CRCErrors	ATM.Link.{atm}.Stats.CRCErrors	r
ModulationType	-
@WANDevice.{d}.WANConnectionDevice.{c}.WANATMF5LoopbackDiagnostics.
DiagnosticsState	ATM.Diagnostics.F5Loopback.DiagnosticsState	rw	enum:diagState
NumberOfRepetitions	ATM.Diagnostics.F5Loopback.NumberOfRepetitions	rw
Timeout	ATM.Diagnostics.F5Loopback.Timeout	rw
SuccessCount	ATM.Diagnostics.F5Loopback.SuccessCount	r
FailureCount	ATM.Diagnostics.F5Loopback.FailureCount	r
AverageResponseTime	ATM.Diagnostics.F5Loopback.AverageResponseTime	r
MinimumResponseTime	ATM.Diagnostics.F5Loopback.MinimumResponseTime	r
MaximumResponseTime	ATM.Diagnostics.F5Loopback.MaximumResponseTime	r
@WANDevice.{d}.WANConnectionDevice.{c}.WANPTMLinkConfig.
Enable	PTM.Link.{ptm}.Enable	rw
LinkStatus	PTM.Link.{ptm}.Status	r	enum:ifStatus
MACAddress	PTM.Link.{ptm}.MACAddress	r
@WANDevice.{d}.WANConnectionDevice.{c}.WANPTMLinkConfig.Stats.
BytesSent	PTM.Link.{ptm}.Stats.BytesSent	r
BytesReceived	PTM.Link.{ptm}.Stats.BytesReceived	r
ErrorsSent	PTM.Link.{ptm}.Stats.ErrorsSent	r
ErrorsReceived	PTM.Link.{ptm}.Stats.ErrorsReceived	r
UnicastPacketsSent	PTM.Link.{ptm}.Stats.UnicastPacketsSent	r
UnicastPacketsReceived	PTM.Link.{ptm}.Stats.UnicastPacketsReceived	r
DiscardPacketsSent	PTM.Link.{ptm}.Stats.DiscardPacketsSent	r
DiscardPacketsReceived	PTM.Link.{ptm}.Stats.DiscardPacketsReceived	r
MulticastPacketsSent	PTM.Link.{ptm}.Stats.MulticastPacketsSent	r
MulticastPacketsReceived	PTM.Link.{ptm}.Stats.MulticastPacketsReceived	r
BroadcastPacketsSent	PTM.Link.{ptm}.Stats.BroadcastPacketsSent	r
BroadcastPacketsReceived	PTM.Link.{ptm}.Stats.BroadcastPacketsReceived	r
UnknownProtoPacketsReceived	PTM.Link.{ptm}.Stats.UnknownProtoPacketsReceived	r
FramesSent	PTM.Link.{ptm}.Stats.PacketsSent	r
FramesReceived	PTM.Link.{ptm}.Stats.PacketsReceived	r
OOSNearEnd	-
OOSFarEnd	-
@WANDevice.{d}.WANConnectionDevice.{c}.WANEthernetLinkConfig.
EthernetLinkStatus	Ethernet.Link.{wlink}.Status	r	enum:ifStatus
@WANDevice.{d}.WANConnectionDevice.{c}.WANPOTSLinkConfig.
Enable	-
LinkStatus	-
ISPPhoneNumber	-
ISPInfo	-
LinkType	-
NumberOfRetries	-
DelayBetweenRetries	-
Fclass	-
DataModulationSupported	-
DataProtocol	-
DataCompression	-
PlusVTRCommandSupported	-
@WANDevice.{d}.WANConnectionDevice.{c}.WANIPConnection.{n}.
Enable	IP.Interface.{wip}.Enable	rw
Alias	IP.Interface.{wip}.Alias	rw
Reset	IP.Interface.{wip}.Reset	w	trigger
ConnectionStatus	IP.Interface.{wip}.Status	r	enum:connStatus
Name	IP.Interface.{wip}.Name	r
Uptime	IP.Interface.{wip}.LastChange	r
NATEnabled	NAT.InterfaceSetting.{nat}.Enable	rw
AddressingType	IP.Interface.{wip}.IPv4Address.{v4}.AddressingType	r
ExternalIPAddress	IP.Interface.{wip}.IPv4Address.{v4}.IPAddress	rw
SubnetMask	IP.Interface.{wip}.IPv4Address.{v4}.SubnetMask	rw
ExternalIPAddress	DHCPv4.Client.{dhc}.IPAddress	r
SubnetMask	DHCPv4.Client.{dhc}.SubnetMask	r
DefaultGateway	DHCPv4.Client.{dhc}.IPRouters	r	single
DefaultGateway	Routing.Router.{rt}.IPv4Forwarding.{dflt}.GatewayIPAddress	rw
DNSServers	DHCPv4.Client.{dhc}.DNSServers	r
DNSServers	DNS.Client.Server.{dns}.DNSServer	rw	rows:list
DNSEnabled	DNS.Client.Server.{dns}.Enable	rw	fanout:dns
DNSOverrideAllowed	-	true iff Static rows coexist with DHCP rows
MaxMTUSize	IP.Interface.{wip}.MaxMTUSize	rw
MACAddress	Ethernet.Link.{wlink}.MACAddress	rw
MACAddressOverride	-
RouteProtocolRx	Routing.RIP.InterfaceSetting.{rip}.AcceptRA	r	enum:rip
PortMappingNumberOfEntries	NAT.PortMappingNumberOfEntries	r	count
ShapingRate	QoS.Shaper.{sh}.ShapingRate	rw
ShapingBurstSize	QoS.Shaper.{sh}.ShapingBurstSize	rw
ConnectionType	-	IP_Bridged -> Bridging.Bridge.Port instead of IP.Interface; changing it is a structural change
PossibleConnectionTypes	-
LastConnectionError	-
AutoDisconnectTime	-
IdleDisconnectTime	-
WarnDisconnectDelay	-
RSIPAvailable	-
ConnectionTrigger	-
@WANDevice.{d}.WANConnectionDevice.{c}.WANIPConnection.{n}.Stats.
EthernetBytesSent	IP.Interface.{wip}.Stats.BytesSent	r
EthernetBytesReceived	IP.Interface.{wip}.Stats.BytesReceived	r
EthernetPacketsSent	IP.Interface.{wip}.Stats.PacketsSent	r
EthernetPacketsReceived	IP.Interface.{wip}.Stats.PacketsReceived	r
EthernetErrorsSent	IP.Interface.{wip}.Stats.ErrorsSent	r
EthernetErrorsReceived	IP.Interface.{wip}.Stats.ErrorsReceived	r
EthernetUnicastPacketsSent	IP.Interface.{wip}.Stats.UnicastPacketsSent	r
EthernetUnicastPacketsReceived	IP.Interface.{wip}.Stats.UnicastPacketsReceived	r
EthernetDiscardPacketsSent	IP.Interface.{wip}.Stats.DiscardPacketsSent	r
EthernetDiscardPacketsReceived	IP.Interface.{wip}.Stats.DiscardPacketsReceived	r
EthernetMulticastPacketsSent	IP.Interface.{wip}.Stats.MulticastPacketsSent	r
EthernetMulticastPacketsReceived	IP.Interface.{wip}.Stats.MulticastPacketsReceived	r
EthernetBroadcastPacketsSent	IP.Interface.{wip}.Stats.BroadcastPacketsSent	r
EthernetBroadcastPacketsReceived	IP.Interface.{wip}.Stats.BroadcastPacketsReceived	r
EthernetUnknownProtoPacketsReceived	IP.Interface.{wip}.Stats.UnknownProtoPacketsReceived	r
@WANDevice.{d}.WANConnectionDevice.{c}.WANIPConnection.{n}.DHCPClient.
SentDHCPOptionNumberOfEntries	DHCPv4.Client.{dhc}.SentOptionNumberOfEntries	r
ReqDHCPOptionNumberOfEntries	DHCPv4.Client.{dhc}.ReqOptionNumberOfEntries	r
@WANDevice.{d}.WANConnectionDevice.{c}.WANIPConnection.{n}.DHCPClient.SentDHCPOption.{o}.
Enable	DHCPv4.Client.{dhc}.SentOption.{o}.Enable	rw
Alias	DHCPv4.Client.{dhc}.SentOption.{o}.Alias	rw
Tag	DHCPv4.Client.{dhc}.SentOption.{o}.Tag	rw
Value	DHCPv4.Client.{dhc}.SentOption.{o}.Value	rw	b64hex
@WANDevice.{d}.WANConnectionDevice.{c}.WANIPConnection.{n}.DHCPClient.ReqDHCPOption.{o}.
Enable	DHCPv4.Client.{dhc}.ReqOption.{o}.Enable	rw
Alias	DHCPv4.Client.{dhc}.ReqOption.{o}.Alias	rw
Order	DHCPv4.Client.{dhc}.ReqOption.{o}.Order	rw
Tag	DHCPv4.Client.{dhc}.ReqOption.{o}.Tag	rw
Value	DHCPv4.Client.{dhc}.ReqOption.{o}.Value	r	b64hex
@WANDevice.{d}.WANConnectionDevice.{c}.WANIPConnection.{n}.PortMapping.{p}.
PortMappingEnabled	NAT.PortMapping.{pm}.Enable	rw
Alias	NAT.PortMapping.{pm}.Alias	rw
PortMappingLeaseDuration	NAT.PortMapping.{pm}.LeaseDuration	rw
PortMappingLeaseDuration	NAT.PortMapping.{pm}.RemainingLeaseTime	r
RemoteHost	NAT.PortMapping.{pm}.RemoteHost	rw
ExternalPort	NAT.PortMapping.{pm}.ExternalPort	rw
ExternalPortEndRange	NAT.PortMapping.{pm}.ExternalPortEndRange	rw
InternalPort	NAT.PortMapping.{pm}.InternalPort	rw
PortMappingProtocol	NAT.PortMapping.{pm}.Protocol	rw
InternalClient	NAT.PortMapping.{pm}.InternalClient	rw
PortMappingDescription	NAT.PortMapping.{pm}.Description	rw
@WANDevice.{d}.WANConnectionDevice.{c}.WANPPPConnection.{n}.
Enable	PPP.Interface.{ppp}.Enable	rw
Enable	IP.Interface.{wip}.Enable	rw	and
Alias	PPP.Interface.{ppp}.Alias	rw
Reset	PPP.Interface.{ppp}.Reset	w	trigger
ConnectionStatus	PPP.Interface.{ppp}.ConnectionStatus	r
ConnectionStatus	PPP.Interface.{ppp}.Status	r	enum:connStatus
ConnectionStatus	IP.Interface.{wip}.Status	r	enum:connStatus
Name	PPP.Interface.{ppp}.Name	r
Uptime	PPP.Interface.{ppp}.LastChange	r
LastConnectionError	PPP.Interface.{ppp}.LastConnectionError	r
AutoDisconnectTime	PPP.Interface.{ppp}.AutoDisconnectTime	rw
IdleDisconnectTime	PPP.Interface.{ppp}.IdleDisconnectTime	rw
WarnDisconnectDelay	PPP.Interface.{ppp}.WarnDisconnectDelay	rw
NATEnabled	NAT.InterfaceSetting.{nat}.Enable	rw
Username	PPP.Interface.{ppp}.Username	rw
Password	PPP.Interface.{ppp}.Password	w	secret
PPPEncryptionProtocol	PPP.Interface.{ppp}.EncryptionProtocol	r
PPPCompressionProtocol	PPP.Interface.{ppp}.CompressionProtocol	r	enum:pppComp
PPPAuthenticationProtocol	PPP.Interface.{ppp}.AuthenticationProtocol	r
ExternalIPAddress	PPP.Interface.{ppp}.IPCP.LocalIPAddress	r
ExternalIPAddress	IP.Interface.{wip}.IPv4Address.{v4}.IPAddress	r
RemoteIPAddress	PPP.Interface.{ppp}.IPCP.RemoteIPAddress	r
MaxMRUSize	PPP.Interface.{ppp}.MaxMRUSize	rw
CurrentMRUSize	PPP.Interface.{ppp}.CurrentMRUSize	r
DNSServers	PPP.Interface.{ppp}.IPCP.DNSServers	r
DNSServers	DNS.Client.Server.{dns}.DNSServer	rw	rows:list
DNSEnabled	DNS.Client.Server.{dns}.Enable	rw	fanout:dns
DNSOverrideAllowed	-
MACAddress	Ethernet.Link.{wlink}.MACAddress	rw
MACAddressOverride	-
TransportType	-	read from LowerLayers
PPPoESessionID	PPP.Interface.{ppp}.PPPoE.SessionID	r
PPPoEACName	PPP.Interface.{ppp}.PPPoE.ACName	rw
PPPoEServiceName	PPP.Interface.{ppp}.PPPoE.ServiceName	rw
ConnectionTrigger	PPP.Interface.{ppp}.ConnectionTrigger	rw
RouteProtocolRx	Routing.RIP.InterfaceSetting.{rip}.AcceptRA	r	enum:rip
PPPLCPEcho	PPP.Interface.{ppp}.LCPEcho	r
PPPLCPEchoRetry	PPP.Interface.{ppp}.LCPEchoRetry	r
PortMappingNumberOfEntries	NAT.PortMappingNumberOfEntries	r	count
ShapingRate	QoS.Shaper.{sh}.ShapingRate	rw
ShapingBurstSize	QoS.Shaper.{sh}.ShapingBurstSize	rw
DefaultGateway	Routing.Router.{rt}.IPv4Forwarding.{dflt}.GatewayIPAddress	r
ConnectionType	-	IP_Routed only; PPPoE_Bridged -> Bridging
PossibleConnectionTypes	-
RSIPAvailable	-
@WANDevice.{d}.WANConnectionDevice.{c}.WANPPPConnection.{n}.Stats.
EthernetBytesSent	PPP.Interface.{ppp}.Stats.BytesSent	r
EthernetBytesReceived	PPP.Interface.{ppp}.Stats.BytesReceived	r
EthernetPacketsSent	PPP.Interface.{ppp}.Stats.PacketsSent	r
EthernetPacketsReceived	PPP.Interface.{ppp}.Stats.PacketsReceived	r
EthernetErrorsSent	PPP.Interface.{ppp}.Stats.ErrorsSent	r
EthernetErrorsReceived	PPP.Interface.{ppp}.Stats.ErrorsReceived	r
EthernetUnicastPacketsSent	PPP.Interface.{ppp}.Stats.UnicastPacketsSent	r
EthernetUnicastPacketsReceived	PPP.Interface.{ppp}.Stats.UnicastPacketsReceived	r
EthernetDiscardPacketsSent	PPP.Interface.{ppp}.Stats.DiscardPacketsSent	r
EthernetDiscardPacketsReceived	PPP.Interface.{ppp}.Stats.DiscardPacketsReceived	r
EthernetMulticastPacketsSent	PPP.Interface.{ppp}.Stats.MulticastPacketsSent	r
EthernetMulticastPacketsReceived	PPP.Interface.{ppp}.Stats.MulticastPacketsReceived	r
EthernetBroadcastPacketsSent	PPP.Interface.{ppp}.Stats.BroadcastPacketsSent	r
EthernetBroadcastPacketsReceived	PPP.Interface.{ppp}.Stats.BroadcastPacketsReceived	r
EthernetUnknownProtoPacketsReceived	PPP.Interface.{ppp}.Stats.UnknownProtoPacketsReceived	r
@WANDevice.{d}.WANConnectionDevice.{c}.WANPPPConnection.{n}.PortMapping.{p}.
PortMappingEnabled	NAT.PortMapping.{pm}.Enable	rw
Alias	NAT.PortMapping.{pm}.Alias	rw
PortMappingLeaseDuration	NAT.PortMapping.{pm}.LeaseDuration	rw
PortMappingLeaseDuration	NAT.PortMapping.{pm}.RemainingLeaseTime	r
RemoteHost	NAT.PortMapping.{pm}.RemoteHost	rw
ExternalPort	NAT.PortMapping.{pm}.ExternalPort	rw
ExternalPortEndRange	NAT.PortMapping.{pm}.ExternalPortEndRange	rw
InternalPort	NAT.PortMapping.{pm}.InternalPort	rw
PortMappingProtocol	NAT.PortMapping.{pm}.Protocol	rw
InternalClient	NAT.PortMapping.{pm}.InternalClient	rw
PortMappingDescription	NAT.PortMapping.{pm}.Description	rw
@LANInterfaces.LANEthernetInterfaceConfig.{x}.
Alias	Ethernet.Interface.{eth}.Alias	rw
@LANInterfaces.LANUSBInterfaceConfig.{x}.
Alias	USB.Interface.{usb}.Alias	rw
@LANInterfaces.WLANConfiguration.{x}.
Alias	WiFi.SSID.{ssid}.Alias	rw
@LANInterfaces.
LANEthernetInterfaceNumberOfEntries	-
LANUSBInterfaceNumberOfEntries	-
LANWLANConfigurationNumberOfEntries	-
@Layer2Bridging.
MaxDBridgeEntries	Bridging.MaxDBridgeEntries	r
MaxQBridgeEntries	Bridging.MaxQBridgeEntries	r
MaxVLANEntries	Bridging.MaxVLANEntries	r
BridgeNumberOfEntries	Bridging.BridgeNumberOfEntries	r
FilterNumberOfEntries	Bridging.FilterNumberOfEntries	r
MaxBridgeEntries	Bridging.MaxBridgeEntries	r
MaxFilterEntries	Bridging.MaxFilterEntries	r
MaxMarkingEntries	-
MarkingNumberOfEntries	-
AvailableInterfaceNumberOfEntries	-
@Layer2Bridging.Bridge.{b}.
Alias	Bridging.Bridge.{br}.Alias	rw
BridgeStandard	Bridging.Bridge.{br}.Standard	rw	enum:bridgeStd
BridgeEnable	Bridging.Bridge.{br}.Enable	rw
BridgeStatus	Bridging.Bridge.{br}.Status	r
BridgeName	Bridging.Bridge.{br}.Name	r
VLANID	-	802.1D bridge VLAN -> VLANTermination
PortNumberOfEntries	Bridging.Bridge.{br}.PortNumberOfEntries	r
VLANNumberOfEntries	Bridging.Bridge.{br}.VLANNumberOfEntries	r
BridgeKey	-
@Layer2Bridging.Bridge.{b}.Port.{p}.
PortEnable	Bridging.Bridge.{br}.Port.{brp}.Enable	rw
Alias	Bridging.Bridge.{br}.Port.{brp}.Alias	rw
PortInterface	Bridging.Bridge.{br}.Port.{brp}.LowerLayers	rw	ref:interface
PortState	Bridging.Bridge.{br}.Port.{brp}.PortState	r
PVID	Bridging.Bridge.{br}.Port.{brp}.PVID	rw
AcceptableFrameTypes	Bridging.Bridge.{br}.Port.{brp}.AcceptableFrameTypes	rw	enum:frameTypes
IngressFiltering	Bridging.Bridge.{br}.Port.{brp}.IngressFiltering	rw
@Layer2Bridging.Bridge.{b}.VLAN.{v}.
VLANEnable	Bridging.Bridge.{br}.VLAN.{v}.Enable	rw
Alias	Bridging.Bridge.{br}.VLAN.{v}.Alias	rw
VLANName	Bridging.Bridge.{br}.VLAN.{v}.Name	rw
VLANID	Bridging.Bridge.{br}.VLAN.{v}.VLANID	rw
@Layer2Bridging.Filter.{f}.
Alias	Bridging.Filter.{f}.Alias	rw
FilterEnable	Bridging.Filter.{f}.Enable	rw
FilterStatus	Bridging.Filter.{f}.Status	r
FilterBridgeReference	Bridging.Filter.{f}.Bridge	rw	ref:bridge
ExclusivityOrder	Bridging.Filter.{f}.Order	rw
FilterInterface	Bridging.Filter.{f}.Interface	rw	ref:interface
FilterKey	-
AdmitOnlyVLANTagged	-
VLANIDFilter	Bridging.Filter.{f}.VLANIDFilter	rw	neg1
EthertypeFilterList	Bridging.Filter.{f}.EthertypeFilterList	rw
EthertypeFilterExclude	Bridging.Filter.{f}.EthertypeFilterExclude	rw
SourceMACAddressFilterList	Bridging.Filter.{f}.SourceMACAddressFilterList	rw
SourceMACAddressFilterExclude	Bridging.Filter.{f}.SourceMACAddressFilterExclude	rw
DestMACAddressFilterList	Bridging.Filter.{f}.DestMACAddressFilterList	rw
DestMACAddressFilterExclude	Bridging.Filter.{f}.DestMACAddressFilterExclude	rw
SourceMACFromVendorClassIDFilter	Bridging.Filter.{f}.SourceMACFromVendorClassIDFilter	rw
SourceMACFromVendorClassIDFilterExclude	Bridging.Filter.{f}.SourceMACFromVendorClassIDFilterExclude	rw
DestMACFromVendorClassIDFilter	Bridging.Filter.{f}.DestMACFromVendorClassIDFilter	rw
DestMACFromVendorClassIDFilterExclude	Bridging.Filter.{f}.DestMACFromVendorClassIDFilterExclude	rw
DestMACFromVendorClassIDMode	Bridging.Filter.{f}.DestMACFromVendorClassIDMode	rw
SourceMACFromClientIDFilter	Bridging.Filter.{f}.SourceMACFromClientIDFilter	rw	strhex
SourceMACFromClientIDFilterExclude	Bridging.Filter.{f}.SourceMACFromClientIDFilterExclude	rw
DestMACFromClientIDFilter	Bridging.Filter.{f}.DestMACFromClientIDFilter	rw	strhex
DestMACFromClientIDFilterExclude	Bridging.Filter.{f}.DestMACFromClientIDFilterExclude	rw
SourceMACFromUserClassIDFilter	Bridging.Filter.{f}.SourceMACFromUserClassIDFilter	rw	strhex
SourceMACFromUserClassIDFilterExclude	Bridging.Filter.{f}.SourceMACFromUserClassIDFilterExclude	rw
DestMACFromUserClassIDFilter	Bridging.Filter.{f}.DestMACFromUserClassIDFilter	rw	strhex
DestMACFromUserClassIDFilterExclude	Bridging.Filter.{f}.DestMACFromUserClassIDFilterExclude	rw
SourceMACFromVendorClassIDMode	Bridging.Filter.{f}.SourceMACFromVendorClassIDMode	rw
@Layer2Bridging.Marking.{m}.
Alias	Bridging.Bridge.{br}.VLANPort.{m}.Alias	rw
MarkingEnable	Bridging.Bridge.{br}.VLANPort.{m}.Enable	rw
MarkingInterface	Bridging.Bridge.{br}.VLANPort.{m}.Port	rw	ref:port
VLANIDUntag	Bridging.Bridge.{br}.VLANPort.{m}.Untagged	rw
VLANIDMark	Bridging.Bridge.{br}.VLANPort.{m}.VLAN	rw	ref:vlan
EthernetPriorityMark	Bridging.Bridge.{br}.Port.{brp}.DefaultUserPriority	rw	neg1
MarkingStatus	-
MarkingBridgeReference	-
MarkingKey	-
EthernetPriorityOverride	-
VLANIDMarkOverride	-
@Layer2Bridging.AvailableInterface.{x}.
Alias	-
AvailableInterfaceKey	-
InterfaceType	-
InterfaceReference	-
@QueueManagement.
MaxClassificationEntries	QoS.MaxClassificationEntries	r
ClassificationNumberOfEntries	QoS.ClassificationNumberOfEntries	r
MaxAppEntries	QoS.MaxAppEntries	r
AppNumberOfEntries	QoS.AppNumberOfEntries	r
MaxFlowEntries	QoS.MaxFlowEntries	r
FlowNumberOfEntries	QoS.FlowNumberOfEntries	r
MaxPolicerEntries	QoS.MaxPolicerEntries	r
PolicerNumberOfEntries	QoS.PolicerNumberOfEntries	r
MaxQueueEntries	QoS.MaxQueueEntries	r
QueueNumberOfEntries	QoS.QueueNumberOfEntries	r
QueueStatsNumberOfEntries	QoS.QueueStatsNumberOfEntries	r
DefaultForwardingPolicy	QoS.DefaultForwardingPolicy	rw
DefaultTrafficClass	QoS.DefaultTrafficClass	rw	neg1
DefaultPolicer	QoS.DefaultPolicer	rw	ref:qos
DefaultQueue	QoS.DefaultQueue	rw	ref:qos
DefaultDSCPMark	QoS.DefaultDSCPMark	rw
DefaultEthernetPriorityMark	QoS.DefaultEthernetPriorityMark	rw
AvailableAppList	QoS.AvailableAppList	r
Enable	-	global switch has no TR-181 equivalent: per-row Enable
MaxQueues	QoS.MaxQueueEntries	r
@QueueManagement.Classification.{q}.
ClassificationKey	-
ClassificationEnable	QoS.Classification.{q}.Enable	rw
ClassificationStatus	QoS.Classification.{q}.Status	r
Alias	QoS.Classification.{q}.Alias	rw
ClassificationOrder	QoS.Classification.{q}.Order	rw
ClassInterface	QoS.Classification.{q}.Interface	rw	ref:classIf
DestIP	QoS.Classification.{q}.DestIP	rw
DestMask	QoS.Classification.{q}.DestMask	rw
DestIPExclude	QoS.Classification.{q}.DestIPExclude	rw
SourceIP	QoS.Classification.{q}.SourceIP	rw
SourceMask	QoS.Classification.{q}.SourceMask	rw
SourceIPExclude	QoS.Classification.{q}.SourceIPExclude	rw
Protocol	QoS.Classification.{q}.Protocol	rw
ProtocolExclude	QoS.Classification.{q}.ProtocolExclude	rw
DestPort	QoS.Classification.{q}.DestPort	rw
DestPortRangeMax	QoS.Classification.{q}.DestPortRangeMax	rw
DestPortExclude	QoS.Classification.{q}.DestPortExclude	rw
SourcePort	QoS.Classification.{q}.SourcePort	rw
SourcePortRangeMax	QoS.Classification.{q}.SourcePortRangeMax	rw
SourcePortExclude	QoS.Classification.{q}.SourcePortExclude	rw
SourceMACAddress	QoS.Classification.{q}.SourceMACAddress	rw
SourceMACMask	QoS.Classification.{q}.SourceMACMask	rw
SourceMACExclude	QoS.Classification.{q}.SourceMACExclude	rw
DestMACAddress	QoS.Classification.{q}.DestMACAddress	rw
DestMACMask	QoS.Classification.{q}.DestMACMask	rw
DestMACExclude	QoS.Classification.{q}.DestMACExclude	rw
Ethertype	QoS.Classification.{q}.Ethertype	rw
EthertypeExclude	QoS.Classification.{q}.EthertypeExclude	rw
SSAP	QoS.Classification.{q}.SSAP	rw
SSAPExclude	QoS.Classification.{q}.SSAPExclude	rw
DSAP	QoS.Classification.{q}.DSAP	rw
DSAPExclude	QoS.Classification.{q}.DSAPExclude	rw
LLCControl	QoS.Classification.{q}.LLCControl	rw
LLCControlExclude	QoS.Classification.{q}.LLCControlExclude	rw
SNAPOUI	QoS.Classification.{q}.SNAPOUI	rw
SNAPOUIExclude	QoS.Classification.{q}.SNAPOUIExclude	rw
SourceVendorClassID	QoS.Classification.{q}.SourceVendorClassID	rw
SourceVendorClassIDExclude	QoS.Classification.{q}.SourceVendorClassIDExclude	rw
SourceVendorClassIDMode	QoS.Classification.{q}.SourceVendorClassIDMode	rw
DestVendorClassID	QoS.Classification.{q}.DestVendorClassID	rw
DestVendorClassIDExclude	QoS.Classification.{q}.DestVendorClassIDExclude	rw
DestVendorClassIDMode	QoS.Classification.{q}.DestVendorClassIDMode	rw
SourceClientID	QoS.Classification.{q}.SourceClientID	rw	strhex
SourceClientIDExclude	QoS.Classification.{q}.SourceClientIDExclude	rw
DestClientID	QoS.Classification.{q}.DestClientID	rw	strhex
DestClientIDExclude	QoS.Classification.{q}.DestClientIDExclude	rw
SourceUserClassID	QoS.Classification.{q}.SourceUserClassID	rw	strhex
SourceUserClassIDExclude	QoS.Classification.{q}.SourceUserClassIDExclude	rw
DestUserClassID	QoS.Classification.{q}.DestUserClassID	rw	strhex
DestUserClassIDExclude	QoS.Classification.{q}.DestUserClassIDExclude	rw
SourceVendorSpecificInfo	QoS.Classification.{q}.SourceVendorSpecificInfo	rw	strhex
TCPACK	QoS.Classification.{q}.TCPACK	rw
TCPACKExclude	QoS.Classification.{q}.TCPACKExclude	rw
IPLengthMin	QoS.Classification.{q}.IPLengthMin	rw
IPLengthMax	QoS.Classification.{q}.IPLengthMax	rw
IPLengthExclude	QoS.Classification.{q}.IPLengthExclude	rw
DSCPCheck	QoS.Classification.{q}.DSCPCheck	rw
DSCPExclude	QoS.Classification.{q}.DSCPExclude	rw
DSCPMark	QoS.Classification.{q}.DSCPMark	rw
EthernetPriorityCheck	QoS.Classification.{q}.EthernetPriorityCheck	rw
EthernetPriorityExclude	QoS.Classification.{q}.EthernetPriorityExclude	rw
EthernetPriorityMark	QoS.Classification.{q}.EthernetPriorityMark	rw
VLANIDCheck	QoS.Classification.{q}.VLANIDCheck	rw
VLANIDExclude	QoS.Classification.{q}.VLANIDExclude	rw
OutOfBandInfo	QoS.Classification.{q}.OutOfBandInfo	rw
ForwardingPolicy	QoS.Classification.{q}.ForwardingPolicy	rw
TrafficClass	QoS.Classification.{q}.TrafficClass	rw
ClassPolicer	QoS.Classification.{q}.Policer	rw	ref:qos
ClassQueue	-	TR-181: TrafficClass -> Queue.TrafficClasses
ClassApp	QoS.Classification.{q}.App	rw	ref:qos
SourceVendorSpecificInfoExclude	QoS.Classification.{q}.SourceVendorSpecificInfoExclude	rw
SourceVendorSpecificInfoEnterprise	QoS.Classification.{q}.SourceVendorSpecificInfoEnterprise	rw
SourceVendorSpecificInfoSubOption	QoS.Classification.{q}.SourceVendorSpecificInfoSubOption	rw
SourceVendorSpecificInfoMode	-
DestVendorSpecificInfo	QoS.Classification.{q}.DestVendorSpecificInfo	rw	strhex
DestVendorSpecificInfoExclude	QoS.Classification.{q}.DestVendorSpecificInfoExclude	rw
DestVendorSpecificInfoEnterprise	QoS.Classification.{q}.DestVendorSpecificInfoEnterprise	rw
DestVendorSpecificInfoSubOption	QoS.Classification.{q}.DestVendorSpecificInfoSubOption	rw
DestVendorSpecificInfoMode	-
@QueueManagement.App.{q}.
Alias	QoS.App.{q}.Alias	rw
ProtocolIdentifier	QoS.App.{q}.ProtocolIdentifier	rw
AppEnable	QoS.App.{q}.Enable	rw
AppStatus	QoS.App.{q}.Status	r
AppName	QoS.App.{q}.Name	rw
AppDefaultDSCPMark	QoS.App.{q}.DefaultDSCPMark	rw
AppDefaultEthernetPriorityMark	QoS.App.{q}.DefaultEthernetPriorityMark	rw
AppDefaultForwardingPolicy	QoS.App.{q}.DefaultForwardingPolicy	rw
AppDefaultPolicer	QoS.App.{q}.DefaultPolicer	rw	ref:qos
AppDefaultTrafficClass	QoS.App.{q}.DefaultTrafficClass	rw	neg1
AppDefaultQueue	-
AppKey	-
@QueueManagement.Flow.{q}.
Alias	QoS.Flow.{q}.Alias	rw
FlowEnable	QoS.Flow.{q}.Enable	rw
FlowStatus	QoS.Flow.{q}.Status	r
FlowName	QoS.Flow.{q}.Name	rw
FlowType	QoS.Flow.{q}.Type	rw
FlowTypeParameters	QoS.Flow.{q}.TypeParameters	rw	single
AppIdentifier	QoS.Flow.{q}.App	rw	ref:qos
FlowForwardingPolicy	QoS.Flow.{q}.ForwardingPolicy	rw
FlowTrafficClass	QoS.Flow.{q}.TrafficClass	rw	neg1
FlowPolicer	QoS.Flow.{q}.Policer	rw	ref:qos
FlowDSCPMark	QoS.Flow.{q}.DSCPMark	rw
FlowEthernetPriorityMark	QoS.Flow.{q}.EthernetPriorityMark	rw
FlowQueue	-
FlowKey	-
@QueueManagement.Policer.{q}.
Alias	QoS.Policer.{q}.Alias	rw
CommittedRate	QoS.Policer.{q}.CommittedRate	rw
CommittedBurstSize	QoS.Policer.{q}.CommittedBurstSize	rw
ExcessBurstSize	QoS.Policer.{q}.ExcessBurstSize	rw
PeakRate	QoS.Policer.{q}.PeakRate	rw
PeakBurstSize	QoS.Policer.{q}.PeakBurstSize	rw
MeterType	QoS.Policer.{q}.MeterType	rw
PossibleMeterTypes	QoS.Policer.{q}.PossibleMeterTypes	r
ConformingAction	QoS.Policer.{q}.ConformingAction	rw
PartialConformingAction	QoS.Policer.{q}.PartialConformingAction	rw
NonConformingAction	QoS.Policer.{q}.NonConformingAction	rw
TotalCountedPackets	QoS.Policer.{q}.TotalCountedPackets	r
TotalCountedBytes	QoS.Policer.{q}.TotalCountedBytes	r
ConformingCountedPackets	QoS.Policer.{q}.ConformingCountedPackets	r
ConformingCountedBytes	QoS.Policer.{q}.ConformingCountedBytes	r
PartiallyConformingCountedPackets	QoS.Policer.{q}.PartiallyConformingCountedPackets	r
PartiallyConformingCountedBytes	QoS.Policer.{q}.PartiallyConformingCountedBytes	r
NonConformingCountedPackets	QoS.Policer.{q}.NonConformingCountedPackets	r
NonConformingCountedBytes	QoS.Policer.{q}.NonConformingCountedBytes	r
PolicerEnable	QoS.Policer.{q}.Enable	rw
PolicerStatus	QoS.Policer.{q}.Status	r
PolicerKey	-
CountedPackets	QoS.Policer.{q}.TotalCountedPackets	r
CountedBytes	QoS.Policer.{q}.TotalCountedBytes	r
@QueueManagement.Queue.{q}.
Alias	QoS.Queue.{q}.Alias	rw
TrafficClasses	QoS.Queue.{q}.TrafficClasses	rw
REDThreshold	QoS.Queue.{q}.REDThreshold	rw
REDPercentage	QoS.Queue.{q}.REDPercentage	rw
DropAlgorithm	QoS.Queue.{q}.DropAlgorithm	rw
SchedulerAlgorithm	QoS.Queue.{q}.SchedulerAlgorithm	rw
ShapingRate	QoS.Queue.{q}.ShapingRate	rw
ShapingBurstSize	QoS.Queue.{q}.ShapingBurstSize	rw
QueueEnable	QoS.Queue.{q}.Enable	rw
QueueStatus	QoS.Queue.{q}.Status	r
QueueInterface	QoS.Queue.{q}.Interface	rw	ref:classIf
QueueBufferLength	QoS.Queue.{q}.BufferLength	r
QueueWeight	QoS.Queue.{q}.Weight	rw
QueuePrecedence	QoS.Queue.{q}.Precedence	rw
QueueKey	-
@QueueManagement.QueueStats.{q}.
Enable	QoS.QueueStats.{q}.Enable	rw
Status	QoS.QueueStats.{q}.Status	r
Alias	QoS.QueueStats.{q}.Alias	rw
OutputPackets	QoS.QueueStats.{q}.OutputPackets	r
OutputBytes	QoS.QueueStats.{q}.OutputBytes	r
DroppedPackets	QoS.QueueStats.{q}.DroppedPackets	r
DroppedBytes	QoS.QueueStats.{q}.DroppedBytes	r
QueueOccupancyPackets	QoS.QueueStats.{q}.QueueOccupancyPackets	r
QueueOccupancyPercentage	QoS.QueueStats.{q}.QueueOccupancyPercentage	r
Queue	QoS.QueueStats.{q}.Queue	rw	ref:qos
Interface	QoS.QueueStats.{q}.Interface	rw	ref:interface
@Time.
Enable	Time.Enable	rw
NTPServer2	Time.NTPServer2	rw		2.18
NTPServer3	Time.NTPServer3	rw		2.18
NTPServer4	Time.NTPServer4	rw		2.18
NTPServer5	Time.NTPServer5	rw		2.18
CurrentLocalTime	Time.CurrentLocalTime	r
@User.{i}.
Alias	Users.User.{i}.Alias	rw
Enable	Users.User.{i}.Enable	rw
RemoteAccessCapable	Users.User.{i}.RemoteAccessCapable	rw		2.18
Username	Users.User.{i}.Username	rw
Language	Users.User.{i}.Language	rw
@
User.{i}.Password	Users.User.{i}.Password	w	secret
ManagementServer.Password	ManagementServer.Password	w	secret
ManagementServer.ConnectionRequestPassword	ManagementServer.ConnectionRequestPassword	w	secret
ManagementServer.STUNPassword	ManagementServer.STUNPassword	w	secret
LANConfigSecurity.ConfigPassword	LANConfigSecurity.ConfigPassword	w	secret
FAP.GPS.AGPSServerConfig.Password	FAP.GPS.AGPSServerConfig.Password	w	secret
FAP.PerfMgmt.Config.{i}.Password	FAP.PerfMgmt.Config.{i}.Password	w	secret
BulkData.Profile.{i}.FileTransferPassword	BulkData.Profile.{i}.FileTransferPassword	w	secret
XMPP.Connection.{i}.Password	XMPP.Connection.{i}.Password	w	secret
@
SmartCardReader.{i}.Reset	SmartCardReaders.SmartCardReader.{i}.Reset	w	trigger
DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.Reset	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.Reset	w	trigger
USBHosts.Host.{i}.Reset	USB.USBHosts.Host.{i}.Reset	w	trigger
PeriodicStatistics.SampleSet.{i}.ForceSample	PeriodicStatistics.SampleSet.{i}.ForceSample	w	trigger
SoftwareModules.ExecEnv.{i}.Reset	SoftwareModules.ExecEnv.{i}.Reset	w	trigger
FAP.GPS.GPSReset	FAP.GPS.GPSReset	w	trigger
SoftwareModules.ExecEnv.{i}.RequestedRunLevel	SoftwareModules.ExecEnv.{i}.RequestedRunLevel	w
SoftwareModules.ExecutionUnit.{i}.RequestedState	SoftwareModules.ExecutionUnit.{i}.RequestedState	w
@DeviceInfo.
DeviceCategory	DeviceInfo.DeviceCategory	r
Manufacturer	DeviceInfo.Manufacturer	r
ManufacturerOUI	DeviceInfo.ManufacturerOUI	r
ModelName	DeviceInfo.ModelName	r
ModelNumber	DeviceInfo.ModelNumber	r
Description	DeviceInfo.Description	r
ProductClass	DeviceInfo.ProductClass	r
SerialNumber	DeviceInfo.SerialNumber	r
HardwareVersion	DeviceInfo.HardwareVersion	r
SoftwareVersion	DeviceInfo.SoftwareVersion	r
AdditionalHardwareVersion	DeviceInfo.AdditionalHardwareVersion	r
AdditionalSoftwareVersion	DeviceInfo.AdditionalSoftwareVersion	r
ProvisioningCode	DeviceInfo.ProvisioningCode	rw
UpTime	DeviceInfo.UpTime	r
FirstUseDate	DeviceInfo.FirstUseDate	r
VendorConfigFileNumberOfEntries	DeviceInfo.VendorConfigFileNumberOfEntries	r
SupportedDataModelNumberOfEntries	DeviceInfo.SupportedDataModelNumberOfEntries	r
ProcessorNumberOfEntries	DeviceInfo.ProcessorNumberOfEntries	r
VendorLogFileNumberOfEntries	DeviceInfo.VendorLogFileNumberOfEntries	r
LocationNumberOfEntries	DeviceInfo.LocationNumberOfEntries	r
@DeviceInfo.VendorConfigFile.{i}.
Alias	DeviceInfo.VendorConfigFile.{i}.Alias	rw
Name	DeviceInfo.VendorConfigFile.{i}.Name	r
Version	DeviceInfo.VendorConfigFile.{i}.Version	r
Date	DeviceInfo.VendorConfigFile.{i}.Date	r
Description	DeviceInfo.VendorConfigFile.{i}.Description	r
@DeviceInfo.MemoryStatus.
Total	DeviceInfo.MemoryStatus.Total	r
Free	DeviceInfo.MemoryStatus.Free	r
@DeviceInfo.ProcessStatus.
CPUUsage	DeviceInfo.ProcessStatus.CPUUsage	r
ProcessNumberOfEntries	DeviceInfo.ProcessStatus.ProcessNumberOfEntries	r
@DeviceInfo.ProcessStatus.Process.{i}.
PID	DeviceInfo.ProcessStatus.Process.{i}.PID	r
Command	DeviceInfo.ProcessStatus.Process.{i}.Command	r
Size	DeviceInfo.ProcessStatus.Process.{i}.Size	r
Priority	DeviceInfo.ProcessStatus.Process.{i}.Priority	r
CPUTime	DeviceInfo.ProcessStatus.Process.{i}.CPUTime	r
State	DeviceInfo.ProcessStatus.Process.{i}.State	r
@DeviceInfo.TemperatureStatus.
TemperatureSensorNumberOfEntries	DeviceInfo.TemperatureStatus.TemperatureSensorNumberOfEntries	r
@DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.
Alias	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.Alias	rw
Enable	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.Enable	rw
Status	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.Status	r
ResetTime	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.ResetTime	r
Name	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.Name	r
Value	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.Value	r
LastUpdate	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.LastUpdate	r
MinValue	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.MinValue	r
MinTime	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.MinTime	r
MaxValue	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.MaxValue	r
MaxTime	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.MaxTime	r
LowAlarmValue	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.LowAlarmValue	rw
LowAlarmTime	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.LowAlarmTime	r
HighAlarmValue	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.HighAlarmValue	rw
HighAlarmTime	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.HighAlarmTime	r
PollingInterval	DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.PollingInterval	rw
@DeviceInfo.NetworkProperties.
MaxTCPWindowSize	DeviceInfo.NetworkProperties.MaxTCPWindowSize	r
TCPImplementation	DeviceInfo.NetworkProperties.TCPImplementation	r
@DeviceInfo.SupportedDataModel.{i}.
Alias	DeviceInfo.SupportedDataModel.{i}.Alias	rw
URL	DeviceInfo.SupportedDataModel.{i}.URL	r
UUID	DeviceInfo.SupportedDataModel.{i}.UUID	r
URN	DeviceInfo.SupportedDataModel.{i}.URN	r
Features	DeviceInfo.SupportedDataModel.{i}.Features	r
@DeviceInfo.Processor.{i}.
Alias	DeviceInfo.Processor.{i}.Alias	rw
Architecture	DeviceInfo.Processor.{i}.Architecture	r
@DeviceInfo.VendorLogFile.{i}.
Alias	DeviceInfo.VendorLogFile.{i}.Alias	rw
Name	DeviceInfo.VendorLogFile.{i}.Name	r
MaximumSize	DeviceInfo.VendorLogFile.{i}.MaximumSize	r
Persistent	DeviceInfo.VendorLogFile.{i}.Persistent	r
@DeviceInfo.ProxierInfo.
ManufacturerOUI	DeviceInfo.ProxierInfo.ManufacturerOUI	r
ProductClass	DeviceInfo.ProxierInfo.ProductClass	r
SerialNumber	DeviceInfo.ProxierInfo.SerialNumber	r
ProxyProtocol	DeviceInfo.ProxierInfo.ProxyProtocol	r
@DeviceInfo.Location.{i}.
Source	DeviceInfo.Location.{i}.Source	r
AcquiredTime	DeviceInfo.Location.{i}.AcquiredTime	r
ExternalSource	DeviceInfo.Location.{i}.ExternalSource	r
ExternalProtocol	DeviceInfo.Location.{i}.ExternalProtocol	r
DataObject	DeviceInfo.Location.{i}.DataObject	rw
@ManagementServer.
EnableCWMP	ManagementServer.EnableCWMP	rw
URL	ManagementServer.URL	rw
Username	ManagementServer.Username	rw
PeriodicInformEnable	ManagementServer.PeriodicInformEnable	rw
PeriodicInformInterval	ManagementServer.PeriodicInformInterval	rw
PeriodicInformTime	ManagementServer.PeriodicInformTime	rw
ParameterKey	ManagementServer.ParameterKey	r
ConnectionRequestURL	ManagementServer.ConnectionRequestURL	r
ConnectionRequestUsername	ManagementServer.ConnectionRequestUsername	rw
UpgradesManaged	ManagementServer.UpgradesManaged	rw
KickURL	ManagementServer.KickURL	r
DownloadProgressURL	ManagementServer.DownloadProgressURL	r
DefaultActiveNotificationThrottle	ManagementServer.DefaultActiveNotificationThrottle	rw
UDPConnectionRequestAddress	ManagementServer.UDPConnectionRequestAddress	r
STUNEnable	ManagementServer.STUNEnable	rw
STUNServerAddress	ManagementServer.STUNServerAddress	rw
STUNServerPort	ManagementServer.STUNServerPort	rw
STUNUsername	ManagementServer.STUNUsername	rw
STUNMaximumKeepAlivePeriod	ManagementServer.STUNMaximumKeepAlivePeriod	rw
STUNMinimumKeepAlivePeriod	ManagementServer.STUNMinimumKeepAlivePeriod	rw
NATDetected	ManagementServer.NATDetected	r
AliasBasedAddressing	ManagementServer.AliasBasedAddressing	r
ManageableDeviceNumberOfEntries	ManagementServer.ManageableDeviceNumberOfEntries	r
ManageableDeviceNotificationLimit	ManagementServer.ManageableDeviceNotificationLimit	rw
EmbeddedDeviceNumberOfEntries	ManagementServer.EmbeddedDeviceNumberOfEntries	r
VirtualDeviceNumberOfEntries	ManagementServer.VirtualDeviceNumberOfEntries	r
InstanceMode	ManagementServer.InstanceMode	rw
AutoCreateInstances	ManagementServer.AutoCreateInstances	rw
CWMPRetryMinimumWaitInterval	ManagementServer.CWMPRetryMinimumWaitInterval	rw
CWMPRetryIntervalMultiplier	ManagementServer.CWMPRetryIntervalMultiplier	rw
SupportedConnReqMethods	ManagementServer.SupportedConnReqMethods	r
ConnReqXMPPConnection	ManagementServer.ConnReqXMPPConnection	rw
ConnReqAllowedJabberIDs	ManagementServer.ConnReqAllowedJabberIDs	rw
ConnReqJabberID	ManagementServer.ConnReqJabberID	r
HTTPCompressionSupported	ManagementServer.HTTPCompressionSupported	r
HTTPCompression	ManagementServer.HTTPCompression	rw
LightweightNotificationProtocolsSupported	ManagementServer.LightweightNotificationProtocolsSupported	r
LightweightNotificationProtocolsUsed	ManagementServer.LightweightNotificationProtocolsUsed	rw
UDPLightweightNotificationHost	ManagementServer.UDPLightweightNotificationHost	rw
UDPLightweightNotificationPort	ManagementServer.UDPLightweightNotificationPort	rw
InformParameterNumberOfEntries	ManagementServer.InformParameterNumberOfEntries	r
@ManagementServer.ManageableDevice.{i}.
ManufacturerOUI	ManagementServer.ManageableDevice.{i}.ManufacturerOUI	r
SerialNumber	ManagementServer.ManageableDevice.{i}.SerialNumber	r
ProductClass	ManagementServer.ManageableDevice.{i}.ProductClass	r
Host	ManagementServer.ManageableDevice.{i}.Host	r
@ManagementServer.AutonomousTransferCompletePolicy.
Enable	ManagementServer.AutonomousTransferCompletePolicy.Enable	rw
TransferTypeFilter	ManagementServer.AutonomousTransferCompletePolicy.TransferTypeFilter	rw
ResultTypeFilter	ManagementServer.AutonomousTransferCompletePolicy.ResultTypeFilter	rw
FileTypeFilter	ManagementServer.AutonomousTransferCompletePolicy.FileTypeFilter	rw
@ManagementServer.DUStateChangeComplPolicy.
Enable	ManagementServer.DUStateChangeComplPolicy.Enable	rw
OperationTypeFilter	ManagementServer.DUStateChangeComplPolicy.OperationTypeFilter	rw
ResultTypeFilter	ManagementServer.DUStateChangeComplPolicy.ResultTypeFilter	rw
FaultCodeFilter	ManagementServer.DUStateChangeComplPolicy.FaultCodeFilter	rw
@ManagementServer.EmbeddedDevice.{i}.
ControllerID	ManagementServer.EmbeddedDevice.{i}.ControllerID	r
ProxiedDeviceID	ManagementServer.EmbeddedDevice.{i}.ProxiedDeviceID	r
Reference	ManagementServer.EmbeddedDevice.{i}.Reference	r
SupportedDataModel	ManagementServer.EmbeddedDevice.{i}.SupportedDataModel	r
Host	ManagementServer.EmbeddedDevice.{i}.Host	r
ProxyProtocol	ManagementServer.EmbeddedDevice.{i}.ProxyProtocol	r
ProxyProtocolReference	ManagementServer.EmbeddedDevice.{i}.ProxyProtocolReference	r
DiscoveryProtocol	ManagementServer.EmbeddedDevice.{i}.DiscoveryProtocol	r
DiscoveryProtocolReference	ManagementServer.EmbeddedDevice.{i}.DiscoveryProtocolReference	r
CommandProcessed	ManagementServer.EmbeddedDevice.{i}.CommandProcessed	r
CommandProcessingErrMsg	ManagementServer.EmbeddedDevice.{i}.CommandProcessingErrMsg	r
LastSyncTime	ManagementServer.EmbeddedDevice.{i}.LastSyncTime	r
@ManagementServer.VirtualDevice.{i}.
ManufacturerOUI	ManagementServer.VirtualDevice.{i}.ManufacturerOUI	r
ProductClass	ManagementServer.VirtualDevice.{i}.ProductClass	r
SerialNumber	ManagementServer.VirtualDevice.{i}.SerialNumber	r
Host	ManagementServer.VirtualDevice.{i}.Host	r
ProxyProtocol	ManagementServer.VirtualDevice.{i}.ProxyProtocol	r
ProxyProtocolReference	ManagementServer.VirtualDevice.{i}.ProxyProtocolReference	r
DiscoveryProtocol	ManagementServer.VirtualDevice.{i}.DiscoveryProtocol	r
DiscoveryProtocolReference	ManagementServer.VirtualDevice.{i}.DiscoveryProtocolReference	r
@ManagementServer.StandbyPolicy.
CRUnawarenessMaxDuration	ManagementServer.StandbyPolicy.CRUnawarenessMaxDuration	rw
MaxMissedPeriodic	ManagementServer.StandbyPolicy.MaxMissedPeriodic	rw
NotifyMissedScheduled	ManagementServer.StandbyPolicy.NotifyMissedScheduled	rw
NetworkAwarenessCapable	ManagementServer.StandbyPolicy.NetworkAwarenessCapable	r
SelfTimerCapable	ManagementServer.StandbyPolicy.SelfTimerCapable	r
CRAwarenessRequested	ManagementServer.StandbyPolicy.CRAwarenessRequested	rw
PeriodicAwarenessRequested	ManagementServer.StandbyPolicy.PeriodicAwarenessRequested	rw
ScheduledAwarenessRequested	ManagementServer.StandbyPolicy.ScheduledAwarenessRequested	rw
@ManagementServer.InformParameter.{i}.
Enable	ManagementServer.InformParameter.{i}.Enable	rw
Alias	ManagementServer.InformParameter.{i}.Alias	rw
ParameterName	ManagementServer.InformParameter.{i}.ParameterName	rw
EventList	ManagementServer.InformParameter.{i}.EventList	rw
@UserInterface.
PasswordRequired	UserInterface.PasswordRequired	rw
PasswordUserSelectable	UserInterface.PasswordUserSelectable	rw
UpgradeAvailable	UserInterface.UpgradeAvailable	rw
WarrantyDate	UserInterface.WarrantyDate	rw
ISPName	UserInterface.ISPName	rw
ISPHelpDesk	UserInterface.ISPHelpDesk	rw
ISPHomePage	UserInterface.ISPHomePage	rw
ISPHelpPage	UserInterface.ISPHelpPage	rw
ISPLogo	UserInterface.ISPLogo	rw
ISPLogoSize	UserInterface.ISPLogoSize	rw
ISPMailServer	UserInterface.ISPMailServer	rw
ISPNewsServer	UserInterface.ISPNewsServer	rw
AutoUpdateServer	UserInterface.AutoUpdateServer	rw
UserUpdateServer	UserInterface.UserUpdateServer	rw
AvailableLanguages	UserInterface.AvailableLanguages	r
CurrentLanguage	UserInterface.CurrentLanguage	rw
@UserInterface.LocalDisplay.
Movable	UserInterface.LocalDisplay.Movable	rw
Resizable	UserInterface.LocalDisplay.Resizable	rw
PosX	UserInterface.LocalDisplay.PosX	rw
PosY	UserInterface.LocalDisplay.PosY	rw
Width	UserInterface.LocalDisplay.Width	rw
Height	UserInterface.LocalDisplay.Height	rw
DisplayWidth	UserInterface.LocalDisplay.DisplayWidth	r
DisplayHeight	UserInterface.LocalDisplay.DisplayHeight	r
@CaptivePortal.
Enable	CaptivePortal.Enable	rw
Status	CaptivePortal.Status	r
AllowedList	CaptivePortal.AllowedList	rw
@UPnP.Device.
Enable	UPnP.Device.Enable	rw
UPnPMediaServer	UPnP.Device.UPnPMediaServer	rw
UPnPMediaRenderer	UPnP.Device.UPnPMediaRenderer	rw
UPnPWLANAccessPoint	UPnP.Device.UPnPWLANAccessPoint	rw
UPnPQoSDevice	UPnP.Device.UPnPQoSDevice	rw
UPnPQoSPolicyHolder	UPnP.Device.UPnPQoSPolicyHolder	rw
UPnPIGD	UPnP.Device.UPnPIGD	rw
UPnPDMBasicMgmt	UPnP.Device.UPnPDMBasicMgmt	rw
UPnPDMConfigurationMgmt	UPnP.Device.UPnPDMConfigurationMgmt	rw
UPnPDMSoftwareMgmt	UPnP.Device.UPnPDMSoftwareMgmt	rw
@UPnP.Device.Capabilities.
UPnPArchitecture	UPnP.Device.Capabilities.UPnPArchitecture	r
UPnPArchitectureMinorVer	UPnP.Device.Capabilities.UPnPArchitectureMinorVer	r
UPnPMediaServer	UPnP.Device.Capabilities.UPnPMediaServer	r
UPnPMediaRenderer	UPnP.Device.Capabilities.UPnPMediaRenderer	r
UPnPWLANAccessPoint	UPnP.Device.Capabilities.UPnPWLANAccessPoint	r
UPnPBasicDevice	UPnP.Device.Capabilities.UPnPBasicDevice	r
UPnPQoSDevice	UPnP.Device.Capabilities.UPnPQoSDevice	r
UPnPQoSPolicyHolder	UPnP.Device.Capabilities.UPnPQoSPolicyHolder	r
UPnPIGD	UPnP.Device.Capabilities.UPnPIGD	r
UPnPDMBasicMgmt	UPnP.Device.Capabilities.UPnPDMBasicMgmt	r
UPnPDMConfigurationMgmt	UPnP.Device.Capabilities.UPnPDMConfigurationMgmt	r
UPnPDMSoftwareMgmt	UPnP.Device.Capabilities.UPnPDMSoftwareMgmt	r
@UPnP.Discovery.
RootDeviceNumberOfEntries	UPnP.Discovery.RootDeviceNumberOfEntries	r
DeviceNumberOfEntries	UPnP.Discovery.DeviceNumberOfEntries	r
ServiceNumberOfEntries	UPnP.Discovery.ServiceNumberOfEntries	r
@UPnP.Discovery.RootDevice.{i}.
Status	UPnP.Discovery.RootDevice.{i}.Status	r
UUID	UPnP.Discovery.RootDevice.{i}.UUID	r
USN	UPnP.Discovery.RootDevice.{i}.USN	r
LeaseTime	UPnP.Discovery.RootDevice.{i}.LeaseTime	r
Location	UPnP.Discovery.RootDevice.{i}.Location	r
Server	UPnP.Discovery.RootDevice.{i}.Server	r
Host	UPnP.Discovery.RootDevice.{i}.Host	r
LastUpdate	UPnP.Discovery.RootDevice.{i}.LastUpdate	r
@UPnP.Discovery.Device.{i}.
Status	UPnP.Discovery.Device.{i}.Status	r
UUID	UPnP.Discovery.Device.{i}.UUID	r
USN	UPnP.Discovery.Device.{i}.USN	r
LeaseTime	UPnP.Discovery.Device.{i}.LeaseTime	r
Location	UPnP.Discovery.Device.{i}.Location	r
Server	UPnP.Discovery.Device.{i}.Server	r
Host	UPnP.Discovery.Device.{i}.Host	r
LastUpdate	UPnP.Discovery.Device.{i}.LastUpdate	r
@UPnP.Discovery.Service.{i}.
Status	UPnP.Discovery.Service.{i}.Status	r
USN	UPnP.Discovery.Service.{i}.USN	r
LeaseTime	UPnP.Discovery.Service.{i}.LeaseTime	r
Location	UPnP.Discovery.Service.{i}.Location	r
Server	UPnP.Discovery.Service.{i}.Server	r
Host	UPnP.Discovery.Service.{i}.Host	r
LastUpdate	UPnP.Discovery.Service.{i}.LastUpdate	r
ParentDevice	UPnP.Discovery.Service.{i}.ParentDevice	r
@UPnP.Description.
DeviceDescriptionNumberOfEntries	UPnP.Description.DeviceDescriptionNumberOfEntries	r
DeviceInstanceNumberOfEntries	UPnP.Description.DeviceInstanceNumberOfEntries	r
ServiceInstanceNumberOfEntries	UPnP.Description.ServiceInstanceNumberOfEntries	r
@UPnP.Description.DeviceDescription.{i}.
URLBase	UPnP.Description.DeviceDescription.{i}.URLBase	r
SpecVersion	UPnP.Description.DeviceDescription.{i}.SpecVersion	r
Host	UPnP.Description.DeviceDescription.{i}.Host	r
@UPnP.Description.DeviceInstance.{i}.
UDN	UPnP.Description.DeviceInstance.{i}.UDN	r
ParentDevice	UPnP.Description.DeviceInstance.{i}.ParentDevice	r
DiscoveryDevice	UPnP.Description.DeviceInstance.{i}.DiscoveryDevice	r
DeviceType	UPnP.Description.DeviceInstance.{i}.DeviceType	r
FriendlyName	UPnP.Description.DeviceInstance.{i}.FriendlyName	r
DeviceCategory	UPnP.Description.DeviceInstance.{i}.DeviceCategory	r
Manufacturer	UPnP.Description.DeviceInstance.{i}.Manufacturer	r
ManufacturerOUI	UPnP.Description.DeviceInstance.{i}.ManufacturerOUI	r
ManufacturerURL	UPnP.Description.DeviceInstance.{i}.ManufacturerURL	r
ModelDescription	UPnP.Description.DeviceInstance.{i}.ModelDescription	r
ModelName	UPnP.Description.DeviceInstance.{i}.ModelName	r
ModelNumber	UPnP.Description.DeviceInstance.{i}.ModelNumber	r
ModelURL	UPnP.Description.DeviceInstance.{i}.ModelURL	r
SerialNumber	UPnP.Description.DeviceInstance.{i}.SerialNumber	r
UPC	UPnP.Description.DeviceInstance.{i}.UPC	r
PresentationURL	UPnP.Description.DeviceInstance.{i}.PresentationURL	r
@UPnP.Description.ServiceInstance.{i}.
ParentDevice	UPnP.Description.ServiceInstance.{i}.ParentDevice	r
ServiceId	UPnP.Description.ServiceInstance.{i}.ServiceId	r
ServiceDiscovery	UPnP.Description.ServiceInstance.{i}.ServiceDiscovery	r
ServiceType	UPnP.Description.ServiceInstance.{i}.ServiceType	r
SCPDURL	UPnP.Description.ServiceInstance.{i}.SCPDURL	r
ControlURL	UPnP.Description.ServiceInstance.{i}.ControlURL	r
EventSubURL	UPnP.Description.ServiceInstance.{i}.EventSubURL	r
@DLNA.Capabilities.
HNDDeviceClass	DLNA.Capabilities.HNDDeviceClass	r
DeviceCapability	DLNA.Capabilities.DeviceCapability	r
HIDDeviceClass	DLNA.Capabilities.HIDDeviceClass	r
ImageClassProfileID	DLNA.Capabilities.ImageClassProfileID	r
AudioClassProfileID	DLNA.Capabilities.AudioClassProfileID	r
AVClassProfileID	DLNA.Capabilities.AVClassProfileID	r
MediaCollectionProfileID	DLNA.Capabilities.MediaCollectionProfileID	r
PrinterClassProfileID	DLNA.Capabilities.PrinterClassProfileID	r
@SmartCardReader.{i}.
Alias	SmartCardReaders.SmartCardReader.{i}.Alias	rw
Enable	SmartCardReaders.SmartCardReader.{i}.Enable	rw
Status	SmartCardReaders.SmartCardReader.{i}.Status	r
Name	SmartCardReaders.SmartCardReader.{i}.Name	r
ResetTime	SmartCardReaders.SmartCardReader.{i}.ResetTime	r
DecryptionFailedCounter	SmartCardReaders.SmartCardReader.{i}.DecryptionFailedCounter	r
DecryptionFailedNoKeyCounter	SmartCardReaders.SmartCardReader.{i}.DecryptionFailedNoKeyCounter	r
@SmartCardReader.{i}.SmartCard.
Status	SmartCardReaders.SmartCardReader.{i}.SmartCard.Status	r
Type	SmartCardReaders.SmartCardReader.{i}.SmartCard.Type	r
Application	SmartCardReaders.SmartCardReader.{i}.SmartCard.Application	r
SerialNumber	SmartCardReaders.SmartCardReader.{i}.SmartCard.SerialNumber	r
ATR	SmartCardReaders.SmartCardReader.{i}.SmartCard.ATR	r
@USBHosts.
HostNumberOfEntries	USB.USBHosts.HostNumberOfEntries	r
@USBHosts.Host.{i}.
Alias	USB.USBHosts.Host.{i}.Alias	rw
Enable	USB.USBHosts.Host.{i}.Enable	rw
Name	USB.USBHosts.Host.{i}.Name	r
Type	USB.USBHosts.Host.{i}.Type	r
PowerManagementEnable	USB.USBHosts.Host.{i}.PowerManagementEnable	rw
USBVersion	USB.USBHosts.Host.{i}.USBVersion	r
DeviceNumberOfEntries	USB.USBHosts.Host.{i}.DeviceNumberOfEntries	r
@USBHosts.Host.{i}.Device.{i}.
DeviceNumber	USB.USBHosts.Host.{i}.Device.{i}.DeviceNumber	r
USBVersion	USB.USBHosts.Host.{i}.Device.{i}.USBVersion	r
DeviceClass	USB.USBHosts.Host.{i}.Device.{i}.DeviceClass	r
DeviceSubClass	USB.USBHosts.Host.{i}.Device.{i}.DeviceSubClass	r
DeviceVersion	USB.USBHosts.Host.{i}.Device.{i}.DeviceVersion	r
DeviceProtocol	USB.USBHosts.Host.{i}.Device.{i}.DeviceProtocol	r
ProductID	USB.USBHosts.Host.{i}.Device.{i}.ProductID	r
VendorID	USB.USBHosts.Host.{i}.Device.{i}.VendorID	r
Manufacturer	USB.USBHosts.Host.{i}.Device.{i}.Manufacturer	r
ProductClass	USB.USBHosts.Host.{i}.Device.{i}.ProductClass	r
SerialNumber	USB.USBHosts.Host.{i}.Device.{i}.SerialNumber	r
Port	USB.USBHosts.Host.{i}.Device.{i}.Port	r
Rate	USB.USBHosts.Host.{i}.Device.{i}.Rate	r
Parent	USB.USBHosts.Host.{i}.Device.{i}.Parent	r
MaxChildren	USB.USBHosts.Host.{i}.Device.{i}.MaxChildren	r
IsSuspended	USB.USBHosts.Host.{i}.Device.{i}.IsSuspended	r
IsSelfPowered	USB.USBHosts.Host.{i}.Device.{i}.IsSelfPowered	r
ConfigurationNumberOfEntries	USB.USBHosts.Host.{i}.Device.{i}.ConfigurationNumberOfEntries	r
@USBHosts.Host.{i}.Device.{i}.Configuration.{i}.
ConfigurationNumber	USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.ConfigurationNumber	r
InterfaceNumberOfEntries	USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.InterfaceNumberOfEntries	r
@USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}.
InterfaceNumber	USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}.InterfaceNumber	r
InterfaceClass	USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}.InterfaceClass	r
InterfaceSubClass	USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}.InterfaceSubClass	r
InterfaceProtocol	USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}.InterfaceProtocol	r
@PeriodicStatistics.
MinSampleInterval	PeriodicStatistics.MinSampleInterval	r
MaxReportSamples	PeriodicStatistics.MaxReportSamples	r
SampleSetNumberOfEntries	PeriodicStatistics.SampleSetNumberOfEntries	r
@PeriodicStatistics.SampleSet.{i}.
Alias	PeriodicStatistics.SampleSet.{i}.Alias	rw
Enable	PeriodicStatistics.SampleSet.{i}.Enable	rw
Status	PeriodicStatistics.SampleSet.{i}.Status	r
Name	PeriodicStatistics.SampleSet.{i}.Name	rw
SampleInterval	PeriodicStatistics.SampleSet.{i}.SampleInterval	rw
ReportSamples	PeriodicStatistics.SampleSet.{i}.ReportSamples	rw
TimeReference	PeriodicStatistics.SampleSet.{i}.TimeReference	rw
FetchSamples	PeriodicStatistics.SampleSet.{i}.FetchSamples	rw
ReportStartTime	PeriodicStatistics.SampleSet.{i}.ReportStartTime	r
ReportEndTime	PeriodicStatistics.SampleSet.{i}.ReportEndTime	r
SampleSeconds	PeriodicStatistics.SampleSet.{i}.SampleSeconds	r
ParameterNumberOfEntries	PeriodicStatistics.SampleSet.{i}.ParameterNumberOfEntries	r
@PeriodicStatistics.SampleSet.{i}.Parameter.{i}.
Alias	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.Alias	rw
Enable	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.Enable	rw
Reference	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.Reference	rw
SampleMode	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.SampleMode	rw
CalculationMode	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.CalculationMode	rw
LowThreshold	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.LowThreshold	rw
HighThreshold	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.HighThreshold	rw
SampleSeconds	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.SampleSeconds	r
SuspectData	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.SuspectData	r
Values	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.Values	r
Failures	PeriodicStatistics.SampleSet.{i}.Parameter.{i}.Failures	r
@DownloadAvailability.Announcement.
Enable	ManagementServer.DownloadAvailability.Announcement.Enable	rw
Status	ManagementServer.DownloadAvailability.Announcement.Status	r
GroupNumberOfEntries	ManagementServer.DownloadAvailability.Announcement.GroupNumberOfEntries	r
@DownloadAvailability.Announcement.Group.{i}.
Alias	ManagementServer.DownloadAvailability.Announcement.Group.{i}.Alias	rw
Enable	ManagementServer.DownloadAvailability.Announcement.Group.{i}.Enable	rw
Status	ManagementServer.DownloadAvailability.Announcement.Group.{i}.Status	r
URL	ManagementServer.DownloadAvailability.Announcement.Group.{i}.URL	rw
@DownloadAvailability.Query.
Enable	ManagementServer.DownloadAvailability.Query.Enable	rw
Status	ManagementServer.DownloadAvailability.Query.Status	r
URL	ManagementServer.DownloadAvailability.Query.URL	rw
@SoftwareModules.
ExecEnvNumberOfEntries	SoftwareModules.ExecEnvNumberOfEntries	r
DeploymentUnitNumberOfEntries	SoftwareModules.DeploymentUnitNumberOfEntries	r
ExecutionUnitNumberOfEntries	SoftwareModules.ExecutionUnitNumberOfEntries	r
@SoftwareModules.ExecEnv.{i}.
Enable	SoftwareModules.ExecEnv.{i}.Enable	rw
Status	SoftwareModules.ExecEnv.{i}.Status	r
Alias	SoftwareModules.ExecEnv.{i}.Alias	rw
Name	SoftwareModules.ExecEnv.{i}.Name	r
Type	SoftwareModules.ExecEnv.{i}.Type	r
InitialRunLevel	SoftwareModules.ExecEnv.{i}.InitialRunLevel	rw
CurrentRunLevel	SoftwareModules.ExecEnv.{i}.CurrentRunLevel	r
InitialExecutionUnitRunLevel	SoftwareModules.ExecEnv.{i}.InitialExecutionUnitRunLevel	rw
Vendor	SoftwareModules.ExecEnv.{i}.Vendor	r
Version	SoftwareModules.ExecEnv.{i}.Version	r
ParentExecEnv	SoftwareModules.ExecEnv.{i}.ParentExecEnv	r
AllocatedDiskSpace	SoftwareModules.ExecEnv.{i}.AllocatedDiskSpace	r
AvailableDiskSpace	SoftwareModules.ExecEnv.{i}.AvailableDiskSpace	r
AllocatedMemory	SoftwareModules.ExecEnv.{i}.AllocatedMemory	r
AvailableMemory	SoftwareModules.ExecEnv.{i}.AvailableMemory	r
ActiveExecutionUnits	SoftwareModules.ExecEnv.{i}.ActiveExecutionUnits	r
ProcessorRefList	SoftwareModules.ExecEnv.{i}.ProcessorRefList	r
@SoftwareModules.DeploymentUnit.{i}.
UUID	SoftwareModules.DeploymentUnit.{i}.UUID	r
DUID	SoftwareModules.DeploymentUnit.{i}.DUID	r
Alias	SoftwareModules.DeploymentUnit.{i}.Alias	rw
Name	SoftwareModules.DeploymentUnit.{i}.Name	r
Status	SoftwareModules.DeploymentUnit.{i}.Status	r
Resolved	SoftwareModules.DeploymentUnit.{i}.Resolved	r
URL	SoftwareModules.DeploymentUnit.{i}.URL	r
Description	SoftwareModules.DeploymentUnit.{i}.Description	r
Vendor	SoftwareModules.DeploymentUnit.{i}.Vendor	r
Version	SoftwareModules.DeploymentUnit.{i}.Version	r
VendorLogList	SoftwareModules.DeploymentUnit.{i}.VendorLogList	r
VendorConfigList	SoftwareModules.DeploymentUnit.{i}.VendorConfigList	r
ExecutionUnitList	SoftwareModules.DeploymentUnit.{i}.ExecutionUnitList	r
ExecutionEnvRef	SoftwareModules.DeploymentUnit.{i}.ExecutionEnvRef	r
@SoftwareModules.ExecutionUnit.{i}.
EUID	SoftwareModules.ExecutionUnit.{i}.EUID	r
Alias	SoftwareModules.ExecutionUnit.{i}.Alias	rw
Name	SoftwareModules.ExecutionUnit.{i}.Name	r
ExecEnvLabel	SoftwareModules.ExecutionUnit.{i}.ExecEnvLabel	r
Status	SoftwareModules.ExecutionUnit.{i}.Status	r
ExecutionFaultCode	SoftwareModules.ExecutionUnit.{i}.ExecutionFaultCode	r
ExecutionFaultMessage	SoftwareModules.ExecutionUnit.{i}.ExecutionFaultMessage	r
AutoStart	SoftwareModules.ExecutionUnit.{i}.AutoStart	rw
RunLevel	SoftwareModules.ExecutionUnit.{i}.RunLevel	rw
Vendor	SoftwareModules.ExecutionUnit.{i}.Vendor	r
Version	SoftwareModules.ExecutionUnit.{i}.Version	r
Description	SoftwareModules.ExecutionUnit.{i}.Description	r
DiskSpaceInUse	SoftwareModules.ExecutionUnit.{i}.DiskSpaceInUse	r
MemoryInUse	SoftwareModules.ExecutionUnit.{i}.MemoryInUse	r
References	SoftwareModules.ExecutionUnit.{i}.References	r
AssociatedProcessList	SoftwareModules.ExecutionUnit.{i}.AssociatedProcessList	r
VendorLogList	SoftwareModules.ExecutionUnit.{i}.VendorLogList	r
VendorConfigList	SoftwareModules.ExecutionUnit.{i}.VendorConfigList	r
SupportedDataModelList	SoftwareModules.ExecutionUnit.{i}.SupportedDataModelList	r
ExecutionEnvRef	SoftwareModules.ExecutionUnit.{i}.ExecutionEnvRef	r
@Security.
CertificateNumberOfEntries	Security.CertificateNumberOfEntries	r
@Security.Certificate.{i}.
Enable	Security.Certificate.{i}.Enable	rw
LastModif	Security.Certificate.{i}.LastModif	r
SerialNumber	Security.Certificate.{i}.SerialNumber	r
Issuer	Security.Certificate.{i}.Issuer	r
NotBefore	Security.Certificate.{i}.NotBefore	r
NotAfter	Security.Certificate.{i}.NotAfter	r
Subject	Security.Certificate.{i}.Subject	r
SubjectAlt	Security.Certificate.{i}.SubjectAlt	r
SignatureAlgorithm	Security.Certificate.{i}.SignatureAlgorithm	r
@FaultMgmt.
SupportedAlarmNumberOfEntries	FaultMgmt.SupportedAlarmNumberOfEntries	r
MaxCurrentAlarmEntries	FaultMgmt.MaxCurrentAlarmEntries	r
CurrentAlarmNumberOfEntries	FaultMgmt.CurrentAlarmNumberOfEntries	r
HistoryEventNumberOfEntries	FaultMgmt.HistoryEventNumberOfEntries	r
ExpeditedEventNumberOfEntries	FaultMgmt.ExpeditedEventNumberOfEntries	r
QueuedEventNumberOfEntries	FaultMgmt.QueuedEventNumberOfEntries	r
@FaultMgmt.SupportedAlarm.{i}.
EventType	FaultMgmt.SupportedAlarm.{i}.EventType	r
ProbableCause	FaultMgmt.SupportedAlarm.{i}.ProbableCause	r
SpecificProblem	FaultMgmt.SupportedAlarm.{i}.SpecificProblem	r
PerceivedSeverity	FaultMgmt.SupportedAlarm.{i}.PerceivedSeverity	r
ReportingMechanism	FaultMgmt.SupportedAlarm.{i}.ReportingMechanism	rw
@FaultMgmt.CurrentAlarm.{i}.
AlarmIdentifier	FaultMgmt.CurrentAlarm.{i}.AlarmIdentifier	r
AlarmRaisedTime	FaultMgmt.CurrentAlarm.{i}.AlarmRaisedTime	r
AlarmChangedTime	FaultMgmt.CurrentAlarm.{i}.AlarmChangedTime	r
ManagedObjectInstance	FaultMgmt.CurrentAlarm.{i}.ManagedObjectInstance	r
EventType	FaultMgmt.CurrentAlarm.{i}.EventType	r
ProbableCause	FaultMgmt.CurrentAlarm.{i}.ProbableCause	r
SpecificProblem	FaultMgmt.CurrentAlarm.{i}.SpecificProblem	r
PerceivedSeverity	FaultMgmt.CurrentAlarm.{i}.PerceivedSeverity	r
AdditionalText	FaultMgmt.CurrentAlarm.{i}.AdditionalText	r
AdditionalInformation	FaultMgmt.CurrentAlarm.{i}.AdditionalInformation	r
@FaultMgmt.HistoryEvent.{i}.
EventTime	FaultMgmt.HistoryEvent.{i}.EventTime	r
AlarmIdentifier	FaultMgmt.HistoryEvent.{i}.AlarmIdentifier	r
NotificationType	FaultMgmt.HistoryEvent.{i}.NotificationType	r
ManagedObjectInstance	FaultMgmt.HistoryEvent.{i}.ManagedObjectInstance	r
EventType	FaultMgmt.HistoryEvent.{i}.EventType	r
ProbableCause	FaultMgmt.HistoryEvent.{i}.ProbableCause	r
SpecificProblem	FaultMgmt.HistoryEvent.{i}.SpecificProblem	r
PerceivedSeverity	FaultMgmt.HistoryEvent.{i}.PerceivedSeverity	r
AdditionalText	FaultMgmt.HistoryEvent.{i}.AdditionalText	r
AdditionalInformation	FaultMgmt.HistoryEvent.{i}.AdditionalInformation	r
@FaultMgmt.ExpeditedEvent.{i}.
EventTime	FaultMgmt.ExpeditedEvent.{i}.EventTime	r
AlarmIdentifier	FaultMgmt.ExpeditedEvent.{i}.AlarmIdentifier	r
NotificationType	FaultMgmt.ExpeditedEvent.{i}.NotificationType	r
ManagedObjectInstance	FaultMgmt.ExpeditedEvent.{i}.ManagedObjectInstance	r
EventType	FaultMgmt.ExpeditedEvent.{i}.EventType	r
ProbableCause	FaultMgmt.ExpeditedEvent.{i}.ProbableCause	r
SpecificProblem	FaultMgmt.ExpeditedEvent.{i}.SpecificProblem	r
PerceivedSeverity	FaultMgmt.ExpeditedEvent.{i}.PerceivedSeverity	r
AdditionalText	FaultMgmt.ExpeditedEvent.{i}.AdditionalText	r
AdditionalInformation	FaultMgmt.ExpeditedEvent.{i}.AdditionalInformation	r
@FaultMgmt.QueuedEvent.{i}.
EventTime	FaultMgmt.QueuedEvent.{i}.EventTime	r
AlarmIdentifier	FaultMgmt.QueuedEvent.{i}.AlarmIdentifier	r
NotificationType	FaultMgmt.QueuedEvent.{i}.NotificationType	r
ManagedObjectInstance	FaultMgmt.QueuedEvent.{i}.ManagedObjectInstance	r
EventType	FaultMgmt.QueuedEvent.{i}.EventType	r
ProbableCause	FaultMgmt.QueuedEvent.{i}.ProbableCause	r
SpecificProblem	FaultMgmt.QueuedEvent.{i}.SpecificProblem	r
PerceivedSeverity	FaultMgmt.QueuedEvent.{i}.PerceivedSeverity	r
AdditionalText	FaultMgmt.QueuedEvent.{i}.AdditionalText	r
AdditionalInformation	FaultMgmt.QueuedEvent.{i}.AdditionalInformation	r
@FAP.GPS.
ScanOnBoot	FAP.GPS.ScanOnBoot	rw
ScanPeriodically	FAP.GPS.ScanPeriodically	rw
PeriodicInterval	FAP.GPS.PeriodicInterval	rw
PeriodicTime	FAP.GPS.PeriodicTime	rw
ContinuousGPS	FAP.GPS.ContinuousGPS	rw
ScanTimeout	FAP.GPS.ScanTimeout	rw
ScanStatus	FAP.GPS.ScanStatus	r
ErrorDetails	FAP.GPS.ErrorDetails	r
LastScanTime	FAP.GPS.LastScanTime	r
LastSuccessfulScanTime	FAP.GPS.LastSuccessfulScanTime	r
LockedLatitude	FAP.GPS.LockedLatitude	r
LockedLongitude	FAP.GPS.LockedLongitude	r
NumberOfSatellites	FAP.GPS.NumberOfSatellites	r
@FAP.GPS.ContinuousGPSStatus.
CurrentFix	FAP.GPS.ContinuousGPSStatus.CurrentFix	r
GotFix	FAP.GPS.ContinuousGPSStatus.GotFix	r
TimingGood	FAP.GPS.ContinuousGPSStatus.TimingGood	r
Latitude	FAP.GPS.ContinuousGPSStatus.Latitude	r
Longitude	FAP.GPS.ContinuousGPSStatus.Longitude	r
Elevation	FAP.GPS.ContinuousGPSStatus.Elevation	r
LastFixTime	FAP.GPS.ContinuousGPSStatus.LastFixTime	r
LastFixDuration	FAP.GPS.ContinuousGPSStatus.LastFixDuration	r
FirstFixTimeout	FAP.GPS.ContinuousGPSStatus.FirstFixTimeout	rw
SatellitesTracked	FAP.GPS.ContinuousGPSStatus.SatellitesTracked	r
SatelliteTrackingInterval	FAP.GPS.ContinuousGPSStatus.SatelliteTrackingInterval	rw
ReceiverStatus	FAP.GPS.ContinuousGPSStatus.ReceiverStatus	r
LocationType	FAP.GPS.ContinuousGPSStatus.LocationType	r
LockTimeOutDuration	FAP.GPS.ContinuousGPSStatus.LockTimeOutDuration	rw
@FAP.GPS.AGPSServerConfig.
Enable	FAP.GPS.AGPSServerConfig.Enable	rw
ServerURL	FAP.GPS.AGPSServerConfig.ServerURL	rw
ServerPort	FAP.GPS.AGPSServerConfig.ServerPort	rw
Username	FAP.GPS.AGPSServerConfig.Username	rw
ReferenceLatitude	FAP.GPS.AGPSServerConfig.ReferenceLatitude	rw
ReferenceLongitude	FAP.GPS.AGPSServerConfig.ReferenceLongitude	rw
ServerInUse	FAP.GPS.AGPSServerConfig.ServerInUse	r
@FAP.PerfMgmt.
ConfigNumberOfEntries	FAP.PerfMgmt.ConfigNumberOfEntries	r
@FAP.PerfMgmt.Config.{i}.
Enable	FAP.PerfMgmt.Config.{i}.Enable	rw
Alias	FAP.PerfMgmt.Config.{i}.Alias	rw
URL	FAP.PerfMgmt.Config.{i}.URL	rw
Username	FAP.PerfMgmt.Config.{i}.Username	rw
PeriodicUploadInterval	FAP.PerfMgmt.Config.{i}.PeriodicUploadInterval	rw
PeriodicUploadTime	FAP.PerfMgmt.Config.{i}.PeriodicUploadTime	rw
@FAP.ApplicationPlatform.
Version	FAP.ApplicationPlatform.Version	r
Enable	FAP.ApplicationPlatform.Enable	rw
Status	FAP.ApplicationPlatform.Status	r
MaxNumberOfApplications	FAP.ApplicationPlatform.MaxNumberOfApplications	r
CurrentNumberofApplications	FAP.ApplicationPlatform.CurrentNumberofApplications	r
@FAP.ApplicationPlatform.Capabilities.
PresenceApplicationSupport	FAP.ApplicationPlatform.Capabilities.PresenceApplicationSupport	r
FemtoAwarenessAPISupport	FAP.ApplicationPlatform.Capabilities.FemtoAwarenessAPISupport	r
SMSAPISupport	FAP.ApplicationPlatform.Capabilities.SMSAPISupport	r
SubscribeToNotificationsOfSMSSentToApplicationSupport	FAP.ApplicationPlatform.Capabilities.SubscribeToNotificationsOfSMSSentToApplicationSupport	r
QuerySMSDeliveryStatusSupport	FAP.ApplicationPlatform.Capabilities.QuerySMSDeliveryStatusSupport	r
MMSAPISupport	FAP.ApplicationPlatform.Capabilities.MMSAPISupport	r
QueryMMSDeliveryStatusSupport	FAP.ApplicationPlatform.Capabilities.QueryMMSDeliveryStatusSupport	r
SubscribeToNotificationsOfMMSSentToApplicationSupport	FAP.ApplicationPlatform.Capabilities.SubscribeToNotificationsOfMMSSentToApplicationSupport	r
TerminalLocationAPISupport	FAP.ApplicationPlatform.Capabilities.TerminalLocationAPISupport	r
AuthenticationMethodsSupported	FAP.ApplicationPlatform.Capabilities.AuthenticationMethodsSupported	r
AccessLevelsSupported	FAP.ApplicationPlatform.Capabilities.AccessLevelsSupported	r
SendSMSTargetAddressType	FAP.ApplicationPlatform.Capabilities.SendSMSTargetAddressType	r
SendMMSTargetAddressType	FAP.ApplicationPlatform.Capabilities.SendMMSTargetAddressType	r
@FAP.ApplicationPlatform.Control.
AuthenticationMethod	FAP.ApplicationPlatform.Control.AuthenticationMethod	rw
TunnelInst	FAP.ApplicationPlatform.Control.TunnelInst	rw
@FAP.ApplicationPlatform.Control.FemtoAwareness.
APIEnable	FAP.ApplicationPlatform.Control.FemtoAwareness.APIEnable	rw
QueueEnable	FAP.ApplicationPlatform.Control.FemtoAwareness.QueueEnable	rw
Queueing	FAP.ApplicationPlatform.Control.FemtoAwareness.Queueing	rw
MaxAPIUsersNumber	FAP.ApplicationPlatform.Control.FemtoAwareness.MaxAPIUsersNumber	rw
FemtozoneID	FAP.ApplicationPlatform.Control.FemtoAwareness.FemtozoneID	rw
NotificationsUserIdentifierMSISDN	FAP.ApplicationPlatform.Control.FemtoAwareness.NotificationsUserIdentifierMSISDN	rw
SubscribeToNotificationsResponseCallbackData	FAP.ApplicationPlatform.Control.FemtoAwareness.SubscribeToNotificationsResponseCallbackData	rw
QueryFemtocellResponseTimezone	FAP.ApplicationPlatform.Control.FemtoAwareness.QueryFemtocellResponseTimezone	rw
@FAP.ApplicationPlatform.Control.SMS.
APIEnable	FAP.ApplicationPlatform.Control.SMS.APIEnable	rw
QueueEnable	FAP.ApplicationPlatform.Control.SMS.QueueEnable	rw
Queueing	FAP.ApplicationPlatform.Control.SMS.Queueing	rw
MaxAPIUsersNumber	FAP.ApplicationPlatform.Control.SMS.MaxAPIUsersNumber	rw
MinSendSMSTimeInterval	FAP.ApplicationPlatform.Control.SMS.MinSendSMSTimeInterval	rw
EnableQuerySMSDeliveryStatus	FAP.ApplicationPlatform.Control.SMS.EnableQuerySMSDeliveryStatus	rw
EnableSubscribeToNotificationsOfMessageSentToApplication	FAP.ApplicationPlatform.Control.SMS.EnableSubscribeToNotificationsOfMessageSentToApplication	rw
@FAP.ApplicationPlatform.Control.MMS.
APIEnable	FAP.ApplicationPlatform.Control.MMS.APIEnable	rw
QueueEnable	FAP.ApplicationPlatform.Control.MMS.QueueEnable	rw
Queueing	FAP.ApplicationPlatform.Control.MMS.Queueing	rw
MaxAPIUsersNumber	FAP.ApplicationPlatform.Control.MMS.MaxAPIUsersNumber	rw
MinSendMMSTimeInterval	FAP.ApplicationPlatform.Control.MMS.MinSendMMSTimeInterval	rw
EnableQueryMMSDeliveryStatus	FAP.ApplicationPlatform.Control.MMS.EnableQueryMMSDeliveryStatus	rw
EnableSubscribeToNotificationsOfMessageSentToApplication	FAP.ApplicationPlatform.Control.MMS.EnableSubscribeToNotificationsOfMessageSentToApplication	rw
@FAP.ApplicationPlatform.Control.TerminalLocation.
APIEnable	FAP.ApplicationPlatform.Control.TerminalLocation.APIEnable	rw
QueueEnable	FAP.ApplicationPlatform.Control.TerminalLocation.QueueEnable	rw
Queueing	FAP.ApplicationPlatform.Control.TerminalLocation.Queueing	rw
MaxAPIUsersNumber	FAP.ApplicationPlatform.Control.TerminalLocation.MaxAPIUsersNumber	rw
QueryMobileLocationResponseAddress	FAP.ApplicationPlatform.Control.TerminalLocation.QueryMobileLocationResponseAddress	rw
QueryMobileLocationResponseLongitudeLatitude	FAP.ApplicationPlatform.Control.TerminalLocation.QueryMobileLocationResponseLongitudeLatitude	rw
QueryMobileLocationResponseAltitude	FAP.ApplicationPlatform.Control.TerminalLocation.QueryMobileLocationResponseAltitude	rw
QueryMobileLocationResponseTimestamp	FAP.ApplicationPlatform.Control.TerminalLocation.QueryMobileLocationResponseTimestamp	rw
@FAP.ApplicationPlatform.Monitoring.
Enable	FAP.ApplicationPlatform.Monitoring.Enable	rw
MonitoringInterval	FAP.ApplicationPlatform.Monitoring.MonitoringInterval	rw
AuthenticationRequestsReceived	FAP.ApplicationPlatform.Monitoring.AuthenticationRequestsReceived	r
AuthenticationRequestsRejected	FAP.ApplicationPlatform.Monitoring.AuthenticationRequestsRejected	r
@FAP.ApplicationPlatform.Monitoring.FemtoAwareness.
APIAvailable	FAP.ApplicationPlatform.Monitoring.FemtoAwareness.APIAvailable	r
APIUsers	FAP.ApplicationPlatform.Monitoring.FemtoAwareness.APIUsers	r
QueueState	FAP.ApplicationPlatform.Monitoring.FemtoAwareness.QueueState	r
QueueNum	FAP.ApplicationPlatform.Monitoring.FemtoAwareness.QueueNum	r
QueueReceived	FAP.ApplicationPlatform.Monitoring.FemtoAwareness.QueueReceived	r
QueueDiscarded	FAP.ApplicationPlatform.Monitoring.FemtoAwareness.QueueDiscarded	r
@FAP.ApplicationPlatform.Monitoring.SMS.
APIAvailable	FAP.ApplicationPlatform.Monitoring.SMS.APIAvailable	r
APIUsers	FAP.ApplicationPlatform.Monitoring.SMS.APIUsers	r
QueueState	FAP.ApplicationPlatform.Monitoring.SMS.QueueState	r
QueueNum	FAP.ApplicationPlatform.Monitoring.SMS.QueueNum	r
QueueReceived	FAP.ApplicationPlatform.Monitoring.SMS.QueueReceived	r
QueueDiscarded	FAP.ApplicationPlatform.Monitoring.SMS.QueueDiscarded	r
@FAP.ApplicationPlatform.Monitoring.MMS.
APIAvailable	FAP.ApplicationPlatform.Monitoring.MMS.APIAvailable	r
APIUsers	FAP.ApplicationPlatform.Monitoring.MMS.APIUsers	r
QueueState	FAP.ApplicationPlatform.Monitoring.MMS.QueueState	r
QueueNum	FAP.ApplicationPlatform.Monitoring.MMS.QueueNum	r
QueueReceived	FAP.ApplicationPlatform.Monitoring.MMS.QueueReceived	r
QueueDiscarded	FAP.ApplicationPlatform.Monitoring.MMS.QueueDiscarded	r
@FAP.ApplicationPlatform.Monitoring.TerminalLocation.
APIAvailable	FAP.ApplicationPlatform.Monitoring.TerminalLocation.APIAvailable	r
APIUsers	FAP.ApplicationPlatform.Monitoring.TerminalLocation.APIUsers	r
QueueState	FAP.ApplicationPlatform.Monitoring.TerminalLocation.QueueState	r
QueueNum	FAP.ApplicationPlatform.Monitoring.TerminalLocation.QueueNum	r
QueueReceived	FAP.ApplicationPlatform.Monitoring.TerminalLocation.QueueReceived	r
QueueDiscarded	FAP.ApplicationPlatform.Monitoring.TerminalLocation.QueueDiscarded	r
@BulkData.
Enable	BulkData.Enable	rw
Status	BulkData.Status	r
MinReportingInterval	BulkData.MinReportingInterval	r
Protocols	BulkData.Protocols	r
EncodingTypes	BulkData.EncodingTypes	r
MaxNumberOfProfiles	BulkData.MaxNumberOfProfiles	r
MaxNumberOfParameterReferences	BulkData.MaxNumberOfParameterReferences	r
ProfileNumberOfEntries	BulkData.ProfileNumberOfEntries	r
@BulkData.Profile.{i}.
Enable	BulkData.Profile.{i}.Enable	rw
Alias	BulkData.Profile.{i}.Alias	rw
Protocol	BulkData.Profile.{i}.Protocol	rw
EncodingType	BulkData.Profile.{i}.EncodingType	rw
ReportingInterval	BulkData.Profile.{i}.ReportingInterval	rw
TimeReference	BulkData.Profile.{i}.TimeReference	rw
StreamingHost	BulkData.Profile.{i}.StreamingHost	rw
StreamingPort	BulkData.Profile.{i}.StreamingPort	rw
StreamingSessionID	BulkData.Profile.{i}.StreamingSessionID	rw
FileTransferURL	BulkData.Profile.{i}.FileTransferURL	rw
FileTransferUsername	BulkData.Profile.{i}.FileTransferUsername	rw
ControlFileFormat	BulkData.Profile.{i}.ControlFileFormat	rw
ParameterNumberOfEntries	BulkData.Profile.{i}.ParameterNumberOfEntries	r
@BulkData.Profile.{i}.Parameter.{i}.
Reference	BulkData.Profile.{i}.Parameter.{i}.Reference	rw
@DNS.SD.
Enable	DNS.SD.Enable	rw
ServiceNumberOfEntries	DNS.SD.ServiceNumberOfEntries	r
@DNS.SD.Service.{i}.
InstanceName	DNS.SD.Service.{i}.InstanceName	r
ApplicationProtocol	DNS.SD.Service.{i}.ApplicationProtocol	r
TransportProtocol	DNS.SD.Service.{i}.TransportProtocol	r
Domain	DNS.SD.Service.{i}.Domain	r
Port	DNS.SD.Service.{i}.Port	r
Target	DNS.SD.Service.{i}.Target	r
Status	DNS.SD.Service.{i}.Status	r
LastUpdate	DNS.SD.Service.{i}.LastUpdate	r
Host	DNS.SD.Service.{i}.Host	r
TimeToLive	DNS.SD.Service.{i}.TimeToLive	r
Priority	DNS.SD.Service.{i}.Priority	r
Weight	DNS.SD.Service.{i}.Weight	r
TextRecordNumberOfEntries	DNS.SD.Service.{i}.TextRecordNumberOfEntries	r
@DNS.SD.Service.{i}.TextRecord.{i}.
Key	DNS.SD.Service.{i}.TextRecord.{i}.Key	r
Value	DNS.SD.Service.{i}.TextRecord.{i}.Value	r
@XMPP.
ConnectionNumberOfEntries	XMPP.ConnectionNumberOfEntries	r
@XMPP.Connection.{i}.
Enable	XMPP.Connection.{i}.Enable	rw
Alias	XMPP.Connection.{i}.Alias	rw
Username	XMPP.Connection.{i}.Username	rw
Domain	XMPP.Connection.{i}.Domain	rw
Resource	XMPP.Connection.{i}.Resource	rw
JabberID	XMPP.Connection.{i}.JabberID	r
Status	XMPP.Connection.{i}.Status	r
LastChangeDate	XMPP.Connection.{i}.LastChangeDate	r
ServerConnectAlgorithm	XMPP.Connection.{i}.ServerConnectAlgorithm	rw
KeepAliveInterval	XMPP.Connection.{i}.KeepAliveInterval	rw
ServerConnectAttempts	XMPP.Connection.{i}.ServerConnectAttempts	rw
ServerRetryInitialInterval	XMPP.Connection.{i}.ServerRetryInitialInterval	rw
ServerRetryIntervalMultiplier	XMPP.Connection.{i}.ServerRetryIntervalMultiplier	rw
ServerRetryMaxInterval	XMPP.Connection.{i}.ServerRetryMaxInterval	rw
UseTLS	XMPP.Connection.{i}.UseTLS	rw
TLSEstablished	XMPP.Connection.{i}.TLSEstablished	r
ServerNumberOfEntries	XMPP.Connection.{i}.ServerNumberOfEntries	r
@XMPP.Connection.{i}.Server.{i}.
Enable	XMPP.Connection.{i}.Server.{i}.Enable	rw
Alias	XMPP.Connection.{i}.Server.{i}.Alias	rw
Priority	XMPP.Connection.{i}.Server.{i}.Priority	rw
Weight	XMPP.Connection.{i}.Server.{i}.Weight	rw
ServerAddress	XMPP.Connection.{i}.Server.{i}.ServerAddress	rw
Port	XMPP.Connection.{i}.Server.{i}.Port	rw
@XMPP.Connection.{i}.Stats.
ReceivedMessages	XMPP.Connection.{i}.Stats.ReceivedMessages	r
TransmittedMessages	XMPP.Connection.{i}.Stats.TransmittedMessages	r
ReceivedErrorMessages	XMPP.Connection.{i}.Stats.ReceivedErrorMessages	r
TransmittedErrorMessages	XMPP.Connection.{i}.Stats.TransmittedErrorMessages	r
@Firewall.
Version	Firewall.Version	r
LastChange	Firewall.LastChange	r
@SelfTestDiagnostics.
Results	SelfTestDiagnostics.Results	r
@UDPEchoConfig.
Enable	IP.Diagnostics.UDPEchoConfig.Enable	rw
SourceIPAddress	IP.Diagnostics.UDPEchoConfig.SourceIPAddress	rw
UDPPort	IP.Diagnostics.UDPEchoConfig.UDPPort	rw
EchoPlusEnabled	IP.Diagnostics.UDPEchoConfig.EchoPlusEnabled	rw
EchoPlusSupported	IP.Diagnostics.UDPEchoConfig.EchoPlusSupported	r
PacketsReceived	IP.Diagnostics.UDPEchoConfig.PacketsReceived	r
PacketsResponded	IP.Diagnostics.UDPEchoConfig.PacketsResponded	r
BytesReceived	IP.Diagnostics.UDPEchoConfig.BytesReceived	r
BytesResponded	IP.Diagnostics.UDPEchoConfig.BytesResponded	r
TimeFirstPacketReceived	IP.Diagnostics.UDPEchoConfig.TimeFirstPacketReceived	r
TimeLastPacketReceived	IP.Diagnostics.UDPEchoConfig.TimeLastPacketReceived	r
@IPPingDiagnostics.
Host	IP.Diagnostics.IPPing.Host	rw
NumberOfRepetitions	IP.Diagnostics.IPPing.NumberOfRepetitions	rw
Timeout	IP.Diagnostics.IPPing.Timeout	rw
DataBlockSize	IP.Diagnostics.IPPing.DataBlockSize	rw
DSCP	IP.Diagnostics.IPPing.DSCP	rw
SuccessCount	IP.Diagnostics.IPPing.SuccessCount	r
FailureCount	IP.Diagnostics.IPPing.FailureCount	r
AverageResponseTime	IP.Diagnostics.IPPing.AverageResponseTime	r
MaximumResponseTime	IP.Diagnostics.IPPing.MaximumResponseTime	r
MinimumResponseTime	IP.Diagnostics.IPPing.MinimumResponseTime	r
@TraceRouteDiagnostics.
Host	IP.Diagnostics.TraceRoute.Host	rw
NumberOfTries	IP.Diagnostics.TraceRoute.NumberOfTries	rw
Timeout	IP.Diagnostics.TraceRoute.Timeout	rw
DataBlockSize	IP.Diagnostics.TraceRoute.DataBlockSize	rw
DSCP	IP.Diagnostics.TraceRoute.DSCP	rw
MaxHopCount	IP.Diagnostics.TraceRoute.MaxHopCount	rw
ResponseTime	IP.Diagnostics.TraceRoute.ResponseTime	r
RouteHopsNumberOfEntries	IP.Diagnostics.TraceRoute.RouteHopsNumberOfEntries	r
@NSLookupDiagnostics.
HostName	DNS.Diagnostics.NSLookupDiagnostics.HostName	rw
DNSServer	DNS.Diagnostics.NSLookupDiagnostics.DNSServer	rw
Timeout	DNS.Diagnostics.NSLookupDiagnostics.Timeout	rw
NumberOfRepetitions	DNS.Diagnostics.NSLookupDiagnostics.NumberOfRepetitions	rw
SuccessCount	DNS.Diagnostics.NSLookupDiagnostics.SuccessCount	r
ResultNumberOfEntries	DNS.Diagnostics.NSLookupDiagnostics.ResultNumberOfEntries	r
@NSLookupDiagnostics.Result.{i}.
Status	DNS.Diagnostics.NSLookupDiagnostics.Result.{i}.Status	r
AnswerType	DNS.Diagnostics.NSLookupDiagnostics.Result.{i}.AnswerType	r
HostNameReturned	DNS.Diagnostics.NSLookupDiagnostics.Result.{i}.HostNameReturned	r
IPAddresses	DNS.Diagnostics.NSLookupDiagnostics.Result.{i}.IPAddresses	r
DNSServerIP	DNS.Diagnostics.NSLookupDiagnostics.Result.{i}.DNSServerIP	r
ResponseTime	DNS.Diagnostics.NSLookupDiagnostics.Result.{i}.ResponseTime	r
@DownloadDiagnostics.
DownloadURL	IP.Diagnostics.DownloadDiagnostics.DownloadURL	rw
DSCP	IP.Diagnostics.DownloadDiagnostics.DSCP	rw
EthernetPriority	IP.Diagnostics.DownloadDiagnostics.EthernetPriority	rw
ROMTime	IP.Diagnostics.DownloadDiagnostics.ROMTime	r
BOMTime	IP.Diagnostics.DownloadDiagnostics.BOMTime	r
EOMTime	IP.Diagnostics.DownloadDiagnostics.EOMTime	r
TestBytesReceived	IP.Diagnostics.DownloadDiagnostics.TestBytesReceived	r
TotalBytesReceived	IP.Diagnostics.DownloadDiagnostics.TotalBytesReceived	r
TCPOpenRequestTime	IP.Diagnostics.DownloadDiagnostics.TCPOpenRequestTime	r
TCPOpenResponseTime	IP.Diagnostics.DownloadDiagnostics.TCPOpenResponseTime	r
@UploadDiagnostics.
UploadURL	IP.Diagnostics.UploadDiagnostics.UploadURL	rw
DSCP	IP.Diagnostics.UploadDiagnostics.DSCP	rw
EthernetPriority	IP.Diagnostics.UploadDiagnostics.EthernetPriority	rw
TestFileLength	IP.Diagnostics.UploadDiagnostics.TestFileLength	rw
ROMTime	IP.Diagnostics.UploadDiagnostics.ROMTime	r
BOMTime	IP.Diagnostics.UploadDiagnostics.BOMTime	r
EOMTime	IP.Diagnostics.UploadDiagnostics.EOMTime	r
TotalBytesSent	IP.Diagnostics.UploadDiagnostics.TotalBytesSent	r
TCPOpenRequestTime	IP.Diagnostics.UploadDiagnostics.TCPOpenRequestTime	r
TCPOpenResponseTime	IP.Diagnostics.UploadDiagnostics.TCPOpenResponseTime	r`;
