/**
 * TR-181 2.19 (Device:2.19.1; USP and CWMP flavours merged, removed leaves added), made by scripts/tables.mjs from the
 * Broadband Forum's data-model files (c) Broadband Forum, BSD-3-Clause. Do not edit.
 *
 * One block an object, blocks apart by an empty line. First line: path, then `w` rows can be added and deleted,
 * `n=` its NumberOfEntries parameter, `k=` a unique key, `!` the version that removed it. Then a line each:
 *   parameter  `Name type/access` and `L` max length, `r` ranges, `e` index into ENUMS, `u` index into UNITS,
 *              `x` secret, `Rs`/`Rw` strong/weak reference and its targets, `m` mandatory argument, `!` removed in
 *   command    `Name()`, then `a` when asynchronous; its inputs follow as parameters after `>`, its outputs after `<`
 *   event      `Name!` and its arguments
 * Types: s string, b boolean, i int, u unsignedInt, I long, U unsignedLong, t dateTime, B base64, x hexBinary,
 * d decimal, in brackets a list. Access: r read only, w read and write, o written only when the row is added.
 */
export const TR181 = `Device.
RootDataModelVersion s/r L32
InterfaceStackNumberOfEntries u/r
ProxiedDeviceNumberOfEntries u/r
CollectionDeviceNumberOfEntries u/r
IoTCapabilityNumberOfEntries u/r
NodeNumberOfEntries u/r
Reboot()
>Cause s e0
>Reason s
FactoryReset()
>Cause s e1
>Reason s
SelfTestDiagnostics() a
<Status Results
PacketCaptureDiagnostics() a
>Interface s/w L256 Rw
>Format s/r e2
>Duration u/w r1: u0
>PacketCount u/w
>ByteCount u/w
>FileTarget s/w
>FilterExpression s/w L256
>Username s/w L256
>Password s/w L256 x
<Status PacketCaptureResult.{i}.FileLocation PacketCaptureResult.{i}.StartTime PacketCaptureResult.{i}.EndTime PacketCaptureResult.{i}.Count
ScheduleTimer() a
>DelaySeconds u r1: u0 m
Boot! CommandKey Cause Reason FirmwareUpdated ParameterMap

Device.ATM.
LinkNumberOfEntries u/r

Device.ATM.Diagnostics.
F5Loopback() a
>Interface s/w L256 RwDevice.ATM.Link. m
>NumberOfRepetitions u/w r1: m
>Timeout u/w r1: u3 m
<Status SuccessCount FailureCount AverageResponseTime MinimumResponseTime MaximumResponseTime

Device.ATM.Diagnostics.F5Loopback.
DiagnosticsState s/w e406
Interface s/w L256 RwDevice.ATM.Link.
NumberOfRepetitions u/w r1:
Timeout u/w r1: u3
SuccessCount u/r
FailureCount u/r
AverageResponseTime u/r u3
MinimumResponseTime u/r u3
MaximumResponseTime u/r u3

Device.ATM.Link.{i}. w n=LinkNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
LinkType s/w e46
AutoConfig b/r
DestinationAddress s/w L256
Encapsulation s/w e47
FCSPreserved b/w
VCSearchList [s]/w
AAL s/r e48

Device.ATM.Link.{i}.QoS.
QoSClass s/w e49
PeakCellRate u/w u28
MaximumBurstSize u/w u29
SustainableCellRate u/w u28

Device.ATM.Link.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
TransmittedBlocks u/r
ReceivedBlocks u/r
CRCErrors u/r
HECErrors u/r
Reset()

Device.BASAPM.
MeasurementEndpointNumberOfEntries u/r

Device.BASAPM.MeasurementEndpoint.{i}. w n=MeasurementEndpointNumberOfEntries k=Alias k=MeasurementAgent
Alias s/o
Enable b/w
MeasurementAgent s/w RsDevice.LMAP.MeasurementAgent.
DeviceOwnership s/w e327
OperationalDomain s/w L256
InternetDomain s/w L64
UseMeasurementEndpointInReports b/w

Device.BASAPM.MeasurementEndpoint.{i}.CustomerDevice.
EquipmentIdentifier s/w L64
CustomerIdentifier s/w L256

Device.BASAPM.MeasurementEndpoint.{i}.ISPDevice.
ReferencePoint s/w e328
GeographicalLocation s/w RsDevice.DeviceInfo.Location.

Device.Bridging.
MaxBridgeEntries u/r
MaxDBridgeEntries u/r
MaxQBridgeEntries u/r
MaxVLANEntries u/r
MaxProviderBridgeEntries u/r
ProviderBridgeNumberOfEntries u/r
MaxFilterEntries u/r
BridgeNumberOfEntries u/r
FilterNumberOfEntries u/r

Device.Bridging.Bridge.{i}. w n=BridgeNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
Name s/r L64
Standard s/w e166
AgingTime u/w r10:1000000 u0
PortNumberOfEntries u/r
VLANNumberOfEntries u/r
VLANPortNumberOfEntries u/r

Device.Bridging.Bridge.{i}.Port.{i}. w n=PortNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
ManagementPort b/w
Type s/w e167
DefaultUserPriority u/w r0:7
PriorityRegeneration [u]/w r0:7
PortState s/r e168
PVID i/w r1:4094
TPID u/w
AcceptableFrameTypes s/w e169
IngressFiltering b/w
ServiceAccessPrioritySelection b/w
ServiceAccessPriorityTranslation [u]/w r0:7
PriorityTagging b/w
PathCost u/w r0:65535
Priority u/w r0:240

Device.Bridging.Bridge.{i}.Port.{i}.PriorityCodePoint.
PCPSelection u/w r1:4
UseDEI b/w
RequireDropEncoding b/w
PCPEncoding [s]/w L31
PCPDecoding [s]/w L15

Device.Bridging.Bridge.{i}.Port.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.Bridging.Bridge.{i}.STP.
Enable b/w
Status s/r e66
Protocol s/w e170
BridgePriority u/w r0:61440
HelloTime u/w r100:1000 u59
MaxAge u/w r600:4000 u59
ForwardingDelay u/w r4:30 u0

Device.Bridging.Bridge.{i}.VLAN.{i}. w n=VLANNumberOfEntries k=Alias k=VLANID
Enable b/w
Alias s/o
Name s/w L64
VLANID i/w r1:4094

Device.Bridging.Bridge.{i}.VLANPort.{i}. w n=VLANPortNumberOfEntries k=Alias k=VLAN,Port
Enable b/w
Alias s/o
VLAN s/w L256 RsDevice.Bridging.Bridge.{i}.VLAN.
Port s/w L256 RsDevice.Bridging.Bridge.{i}.Port.
Untagged b/w

Device.Bridging.Filter.{i}. w n=FilterNumberOfEntries k=Alias
Enable b/w
Alias s/o
Status s/r e66
Bridge s/w L256 RsDevice.Bridging.Bridge.,Device.Bridging.Bridge.{i}.VLAN.
Order u/w r1:
Interface s/w L256 RsDevice.Bridging.Bridge.{i}.Port.
DHCPType s/w e171
VLANIDFilter u/w r0:4094
EthertypeFilterList [u]/w
EthertypeFilterExclude b/w
SourceMACAddressFilterList [s]/w
SourceMACAddressFilterExclude b/w
DestMACAddressFilterList [s]/w
DestMACAddressFilterExclude b/w
SourceMACFromVendorClassIDFilter s/w L255
SourceMACFromVendorClassIDFilterv6 x/w L65535
SourceMACFromVendorClassIDFilterExclude b/w
SourceMACFromVendorClassIDMode s/w e172
DestMACFromVendorClassIDFilter s/w L255
DestMACFromVendorClassIDFilterv6 x/w L65535
DestMACFromVendorClassIDFilterExclude b/w
DestMACFromVendorClassIDMode s/w e172
SourceMACFromClientIDFilter x/w L65535
SourceMACFromClientIDFilterExclude b/w
DestMACFromClientIDFilter x/w L65535
DestMACFromClientIDFilterExclude b/w
SourceMACFromUserClassIDFilter x/w L65535
SourceMACFromUserClassIDFilterExclude b/w
DestMACFromUserClassIDFilter x/w L65535
DestMACFromUserClassIDFilterExclude b/w
DestIP s/w
DestMask s/w
DestIPExclude b/w
SourceIP s/w
SourceMask s/w
SourceIPExclude b/w
Protocol i/w r-1:255
ProtocolExclude b/w
DestPort i/w r-1:65535
DestPortRangeMax i/w r-1:65535
DestPortExclude b/w
SourcePort i/w r-1:65535
SourcePortRangeMax i/w r-1:65535
SourcePortExclude b/w

Device.Bridging.ProviderBridge.{i}. w n=ProviderBridgeNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Alias s/o
Type s/w e173
SVLANcomponent s/w L256 RsDevice.Bridging.Bridge.
CVLANcomponents [s]/w L256 RsDevice.Bridging.Bridge.
SVLANComponent s/w !2.11
CVLANComponents [s]/w !2.11

Device.BulkData.
Enable b/w
Status s/r e287
MinReportingInterval u/r u0
Protocols [s]/r e288
EncodingTypes [s]/r e289
ParameterWildCardSupported b/r
MaxNumberOfProfiles i/r r-1:
MaxNumberOfParameterReferences i/r r-1:
ProfileNumberOfEntries u/r

Device.BulkData.Profile.{i}. w n=ProfileNumberOfEntries k=Alias
Enable b/w
Alias s/o
Name s/w L255
NumberOfRetainedFailedReports i/w r-1:
Protocol s/w
EncodingType s/w
ReportingInterval u/w r1: u0
TimeReference t/w
ParameterNumberOfEntries u/r
Controller s/r RsDevice.LocalAgent.Controller.
StreamingHost s/w L256
StreamingPort u/w r0:65535
StreamingSessionID u/w r48:57,65:90
FileTransferURL s/w
FileTransferUsername s/w L64
FileTransferPassword s/w L64 x
ControlFileFormat s/w L128
ForceCollection()
Push! Data

Device.BulkData.Profile.{i}.CSVEncoding.
FieldSeparator s/w
RowSeparator s/w
EscapeCharacter s/w
ReportFormat s/w e290
RowTimestamp s/w e291

Device.BulkData.Profile.{i}.HTTP.
URL s/w
Username s/w L256
Password s/w L256 x
CompressionsSupported [s]/r e293
Compression s/w
MethodsSupported [s]/r e294
Method s/w
UseDateHeader b/w
RetryEnable b/w
RetryMinimumWaitInterval u/w r1:65535
RetryIntervalMultiplier u/w r1000:65535
RequestURIParameterNumberOfEntries u/r
PersistAcrossReboot b/w

Device.BulkData.Profile.{i}.HTTP.RequestURIParameter.{i}. w n=RequestURIParameterNumberOfEntries
Name s/w L64
Reference s/w L256

Device.BulkData.Profile.{i}.JSONEncoding.
ReportFormat s/w e292
ReportTimestamp s/w e291

Device.BulkData.Profile.{i}.MQTT.
Reference s/w RsDevice.MQTT.Client.
PublishTopic s/w L65535
PublishQoS u/w r0:2
PublishRetain b/w

Device.BulkData.Profile.{i}.Parameter.{i}. w n=ParameterNumberOfEntries
Name s/w L64
Reference s/w L256
Exclude b/w

Device.CWMPManagementServer.
EnableCWMP b/w

Device.CaptivePortal.
Enable b/w
Status s/r e216
AllowedList [s]/w
URL s/w

Device.Cellular.
RoamingEnabled b/w
RoamingStatus s/r e36
InterfaceNumberOfEntries u/r
AccessPointNumberOfEntries u/r

Device.Cellular.AccessPoint.{i}. w n=AccessPointNumberOfEntries k=Alias k=APN,Interface
Enable b/w
Alias s/o
APN s/w L64
Username s/w L256
Password s/w L256 x
Proxy s/w
ProxyPort u/w r1:65535
Interface s/w RsDevice.Cellular.Interface.
IPVersion i/w r4:4,6:6,-1:-1
Type [s]/w

Device.Cellular.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
IMEI s/r L15
SupportedAccessTechnologies [s]/r e37
PreferredAccessTechnology s/w
CurrentAccessTechnology s/r
AvailableNetworks [s]/r L64
NetworkRequested s/w L64
NetworkInUse s/r L64
RSSI i/r u27
RSRP i/r u27
RSRQ i/r u27
UpstreamMaxBitRate u/r u19
DownstreamMaxBitRate u/r u19
SIMReferenceList [s]/w RsDevice.TrustedElements.SIM.

Device.Cellular.Interface.{i}.SMS.
StorageNumberOfEntries u/r
MessageNumberOfEntries u/r

Device.Cellular.Interface.{i}.SMS.Incoming.
StorageRef s/w RsDevice.Cellular.Interface.{i}.SMS.Storage.
CapacityLimit i/w r-1:

Device.Cellular.Interface.{i}.SMS.Message.{i}. w n=MessageNumberOfEntries k=Alias
Alias s/o
Sender s/r
Receiver s/r
TimeStamp t/r
Text s/r
StorageRef s/r RsDevice.Cellular.Interface.{i}.SMS.Storage.
Status s/r e40
Type s/r e41

Device.Cellular.Interface.{i}.SMS.Outgoing.
StorageRef s/w RsDevice.Cellular.Interface.{i}.SMS.Storage.
CapacityLimit i/w r-1:

Device.Cellular.Interface.{i}.SMS.Storage.{i}. n=StorageNumberOfEntries k=Alias
Alias s/o
Location s/w L64
Capacity u/r
StorageAvailable b/r
AvailableCapacity u/r

Device.Cellular.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent U/r u21
ErrorsReceived U/r u21
DiscardPacketsSent U/r u21
DiscardPacketsReceived U/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived U/r u21
Reset()

Device.Cellular.Interface.{i}.USIM.
Status s/r e38
IMSI s/r L15
ICCID s/r L20
MSISDN s/r L15
PINCheck s/w e39
PIN s/w L4 x

Device.CollectionDevice.{i}. n=CollectionDeviceNumberOfEntries k=Alias
Alias s/o
IsNativeDevice b/r
DataElementsDeviceRef s/r RsDevice.WiFi.DataElements.Network.Device.
IEEE1905DeviceRef s/r RsDevice.IEEE1905.AL.NetworkTopology.IEEE1905Device.
LLDPDeviceRef s/r RsDevice.LLDP.Discovery.Device.
UPnPDeviceRef [s]/r RsDevice.UPnP.Discovery.Device.
HostDeviceRef [s]/r RsDevice.Hosts.Host.
GhnAssociatedDeviceRef s/r RsDevice.Ghn.Interface.{i}.AssociatedDevice.
MoCAAssociatedDeviceRef s/r RsDevice.MoCA.Interface.{i}.AssociatedDevice.
HomePlugAssociatedDeviceRef s/r RsDevice.HomePlug.Interface.{i}.AssociatedDevice.
HPNAAssociatedDeviceRef s/r RsDevice.HPNA.Interface.{i}.AssociatedDevice.
UPAAssociatedDeviceRef s/r RsDevice.UPA.Interface.{i}.AssociatedDevice.
WiFiAssociatedDeviceRef s/r RsDevice.WiFi.AccessPoint.{i}.AssociatedDevice.
ZigBeeAssociatedDeviceRef s/r RsDevice.ZigBee.Interface.{i}.AssociatedDevice.
ThreadAssociatedNodeRef s/r RsDevice.Thread.MLE.{i}.AssociatedNode.
ProxiedDeviceRef s/r RsDevice.ProxiedDevice.

Device.DHCPv4.
ClientNumberOfEntries u/r

Device.DHCPv4.Client.{i}. w n=ClientNumberOfEntries k=Alias k=Interface
Enable b/w
Alias s/o
Interface s/w L256 RsDevice.IP.Interface.
Status s/r e66
DHCPStatus s/r e248
IPAddress s/r
SubnetMask s/r
IPRouters [s]/r
DNSServers [s]/r
LeaseTimeRemaining i/r r-1: u0
DHCPServer s/r
PassthroughEnable b/w
PassthroughDHCPPool s/w L256 RsDevice.DHCPv4.Server.Pool.
AuthenticationProtocol s/w e249
DSCPMark u/w r0:63
SentOptionNumberOfEntries u/r
ReqOptionNumberOfEntries u/r
Renew b/w
Renew()

Device.DHCPv4.Client.{i}.ReqOption.{i}. w n=ReqOptionNumberOfEntries k=Alias k=Tag
Enable b/w
Order u/w r1:
Alias s/o
Tag u/w r1:254
Value x/r L255

Device.DHCPv4.Client.{i}.Retransmission.
DiscoverInitialTimeout u/w u0
DiscoverMaxTimeout u/w u0
DiscoverMaxDuration u/w u0
RequestInitialTimeout u/w u0
RequestMaxTimeout u/w u0
RequestMaxDuration u/w u0
TimeoutRandomize i/w u57

Device.DHCPv4.Client.{i}.SentOption.{i}. w n=SentOptionNumberOfEntries k=Alias k=Tag
Enable b/w
Alias s/o
Tag u/w r1:254
Value x/w L255

Device.DHCPv4.Client.{i}.Stats.
Discover U/r
Offer U/r
Request U/r
Decline U/r
Release U/r
Inform U/r
ACK U/r
NACK U/r
ForceRenew U/r
DiscardedPackets U/r
TransmitFailure U/r
Reset b/w
Reset()

Device.DHCPv4.Relay.
Enable b/w
Status s/r e5
ForwardingNumberOfEntries u/r

Device.DHCPv4.Relay.Forwarding.{i}. w n=ForwardingNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Alias s/o
Order u/w r1:
Interface s/w L256 RsDevice.IP.Interface.
VendorClassID s/w L255
VendorClassIDExclude b/w
VendorClassIDMode s/w e172
ClientID x/w L255
ClientIDExclude b/w
UserClassID x/w L255
UserClassIDExclude b/w
Chaddr s/w
ChaddrMask s/w
ChaddrExclude b/w
LocallyServed b/w
DHCPServerIPAddress s/w

Device.DHCPv4.Server.
Enable b/w
PoolNumberOfEntries u/r

Device.DHCPv4.Server.Pool.{i}. w n=PoolNumberOfEntries k=Alias k=Order
Enable b/w
Status s/r e66
Alias s/o
Order u/w r1:
Interface s/w L256 RsDevice.IP.Interface.
VendorClassID s/w L255
VendorClassIDExclude b/w
VendorClassIDMode s/w e172
ClientID x/w L255
ClientIDExclude b/w
UserClassID x/w L255
UserClassIDExclude b/w
Chaddr s/w
ChaddrMask s/w
ChaddrExclude b/w
AllowedDevices s/w e250
MinAddress s/w
MaxAddress s/w
ReservedAddresses [s]/w
SubnetMask s/w
DNSServers [s]/w
DomainName s/w L64
IPRouters [s]/w
WINSServers [s]/w
LeaseTime i/w r-1: u0
DSCPMark u/w r0:63
StaticAddressNumberOfEntries u/r
OptionNumberOfEntries u/r
ClientNumberOfEntries u/r

Device.DHCPv4.Server.Pool.{i}.Client.{i}. n=ClientNumberOfEntries k=Alias k=Chaddr
Alias s/o
Chaddr s/r
Active b/r
IPv4AddressNumberOfEntries u/r
OptionNumberOfEntries u/r

Device.DHCPv4.Server.Pool.{i}.Client.{i}.IPv4Address.{i}. n=IPv4AddressNumberOfEntries k=IPAddress
IPAddress s/r
LeaseTimeRemaining t/r

Device.DHCPv4.Server.Pool.{i}.Client.{i}.Option.{i}. n=OptionNumberOfEntries
Tag u/r r0:255
Value x/r L255

Device.DHCPv4.Server.Pool.{i}.Option.{i}. w n=OptionNumberOfEntries k=Alias k=Tag
Enable b/w
Alias s/o
Tag u/w r1:254
Value x/w L255

Device.DHCPv4.Server.Pool.{i}.StaticAddress.{i}. w n=StaticAddressNumberOfEntries k=Alias k=Chaddr
Enable b/w
Alias s/o
Chaddr s/w
Yiaddr s/w

Device.DHCPv4.Server.Stats.
Discover U/r
Offer U/r
Request U/r
ACK U/r
NACK U/r
Decline U/r
Release U/r
Inform U/r
ForceRenew U/r
DiscardedPackets U/r
TransmitFailure U/r
RelayOptionDropped U/r
SecondServerDetected U/r
Reset b/w
Reset()

Device.DHCPv6.
ClientNumberOfEntries u/r

Device.DHCPv6.Client.{i}. w n=ClientNumberOfEntries k=Alias k=Interface
Enable b/w
Alias s/o
Interface s/w L256 RsDevice.IP.Interface.
Status s/r e66
DUID x/r L130
RequestAddresses b/w
RequestPrefixes b/w
RapidCommit b/w
SuggestedT1 i/w r-1: u0
SuggestedT2 i/w r-1: u0
SupportedOptions [u]/r
RequestedOptions [u]/w
AuthenticationProtocol s/w e251
DSCPMark u/w r0:63
ServerNumberOfEntries u/r
SentOptionNumberOfEntries u/r
ReceivedOptionNumberOfEntries u/r
Renew b/w
Renew()

Device.DHCPv6.Client.{i}.ReceivedOption.{i}. n=ReceivedOptionNumberOfEntries
Tag u/r r0:65535
Value x/r L65535
Server s/r RsDevice.DHCPv6.Client.{i}.Server.

Device.DHCPv6.Client.{i}.Retransmission.
SolicitMaxDelay u/w u0
SolicitInitialTimeout u/w u0
SolicitMaxTimeout u/w u0
RequestInitialTimeout u/w u0
RequestMaxTimeout u/w u0
RequestMaxRetry u/w
ConfirmMaxDelay u/w u0
ConfirmInitialTimeout u/w u0
ConfirmMaxTimeout u/w u0
ConfirmMaxDuration u/w u0
RenewInitialTimeout u/w u0
RenewMaxTimeout u/w u0
RebindInitialTimeout u/w u0
RebindMaxTimeout u/w u0
InformationRequestMaxDelay u/w u0
InformationRequestInitialTimeout u/w u0
InformationRequestMaxTimeout u/w u0
ReleaseInitialTimeout u/w u0
ReleaseMaxAttempts u/w
DeclineInitialTimeout u/w u0
DeclineMaxAttempts u/w
ReconfigureInitialTimeout u/w u0
ReconfigureMaxAttempts u/w
HopCountLimit u/w
InformationRefreshTime u/w u0
MinInformationRefreshTime u/w u0
MaxWaitTime u/w u0
TimeoutRandomize i/w u57

Device.DHCPv6.Client.{i}.SentOption.{i}. w n=SentOptionNumberOfEntries k=Alias k=Tag
Enable b/w
Alias s/o
Tag u/w r0:65535
Value x/w L65535

Device.DHCPv6.Client.{i}.Server.{i}. n=ServerNumberOfEntries k=SourceAddress
SourceAddress s/r
DUID x/r L130
InformationRefreshTime t/r

Device.DHCPv6.Client.{i}.Stats.
Solicit U/r
Advertise U/r
Request U/r
Confirm U/r
Renew U/r
Rebind U/r
Reply U/r
Release U/r
Decline U/r
Reconfigure U/r
InformationRequest U/r
DiscardedPackets U/r
TransmitFailure U/r
Reset b/w
Reset()

Device.DHCPv6.Server.
Enable b/w
PoolNumberOfEntries u/r

Device.DHCPv6.Server.Pool.{i}. w n=PoolNumberOfEntries k=Alias k=Order
Enable b/w
Status s/r e66
Alias s/o
Order u/w r1:
Interface s/w L256 RsDevice.IP.Interface.
DUID x/w L130
DUIDExclude b/w
VendorClassID x/w L65535
VendorClassIDExclude b/w
UserClassID x/w L65535
UserClassIDExclude b/w
SourceAddress s/w
SourceAddressMask s/w
SourceAddressExclude b/w
IANAEnable b/w
IANAManualPrefixes [s]/w RsDevice.IP.Interface.{i}.IPv6Prefix.
IANAPrefixes [s]/r RsDevice.IP.Interface.{i}.IPv6Prefix.
IAPDEnable b/w
IAPDManualPrefixes [s]/w RsDevice.IP.Interface.{i}.IPv6Prefix.
IAPDPrefixes [s]/r RsDevice.IP.Interface.{i}.IPv6Prefix.
IAPDAddLength u/w r:64
DSCPMark u/w r0:63
ClientNumberOfEntries u/r
OptionNumberOfEntries u/r

Device.DHCPv6.Server.Pool.{i}.Client.{i}. n=ClientNumberOfEntries k=Alias k=SourceAddress
Alias s/o
SourceAddress s/r
Active b/r
IPv6AddressNumberOfEntries u/r
IPv6PrefixNumberOfEntries u/r
OptionNumberOfEntries u/r

Device.DHCPv6.Server.Pool.{i}.Client.{i}.IPv6Address.{i}. n=IPv6AddressNumberOfEntries k=IPAddress
IPAddress s/r
PreferredLifetime t/r
ValidLifetime t/r

Device.DHCPv6.Server.Pool.{i}.Client.{i}.IPv6Prefix.{i}. n=IPv6PrefixNumberOfEntries k=Prefix
Prefix s/r
PreferredLifetime t/r
ValidLifetime t/r

Device.DHCPv6.Server.Pool.{i}.Client.{i}.Option.{i}. n=OptionNumberOfEntries
Tag u/r r0:65535
Value x/r L65535

Device.DHCPv6.Server.Pool.{i}.Option.{i}. w n=OptionNumberOfEntries k=Alias k=Tag
Enable b/w
Alias s/o
Tag u/w r0:65535
Value x/w L65535
PassthroughClient s/w L256 RsDevice.DHCPv6.Client.

Device.DHCPv6.Server.Stats.
Solicit U/r
Advertise U/r
Request U/r
Confirm U/r
Renew U/r
Rebind U/r
Reply U/r
Release U/r
Decline U/r
Reconfigure U/r
InformationRequest U/r
RelayForward U/r
RelayReply U/r
DiscardedPackets U/r
TransmitFailure U/r
Reset b/w
Reset()

Device.DLNA.

Device.DLNA.Capabilities.
HNDDeviceClass [s]/r
DeviceCapability [s]/r
HIDDeviceClass [s]/r
ImageClassProfileID [s]/r
AudioClassProfileID [s]/r
AVClassProfileID [s]/r
MediaCollectionProfileID [s]/r
PrinterClassProfileID [s]/r

Device.DNS.
SupportedRecordTypes [s]/r e235
ZoneNumberOfEntries u/r

Device.DNS.Client.
Enable b/w
Status s/r e5
ServerNumberOfEntries u/r

Device.DNS.Client.Server.{i}. w n=ServerNumberOfEntries k=DNSServer k=Alias
Enable b/w
Status s/r e5
Alias s/o
DNSServer s/w
Interface s/w L256 RsDevice.IP.Interface.
Type s/r e236

Device.DNS.Diagnostics.
NSLookupDiagnostics() a
>Interface s/w L256 Rw
>HostName s/w L256 m
>DNSServer s/w L256
>Timeout u/w u3 m
>NumberOfRepetitions u/w m
<Status SuccessCount Result.{i}.Status Result.{i}.AnswerType Result.{i}.HostNameReturned Result.{i}.IPAddresses Result.{i}.DNSServerIP Result.{i}.ResponseTime

Device.DNS.Diagnostics.NSLookupDiagnostics.
DiagnosticsState s/w e418
Interface s/w L256 Rw
HostName s/w L256
DNSServer s/w L256
Timeout u/w u3
NumberOfRepetitions u/w
ResultNumberOfEntries u/r
SuccessCount u/r

Device.DNS.Diagnostics.NSLookupDiagnostics.Result.{i}. n=ResultNumberOfEntries
Status s/r e419
AnswerType s/r e420
HostNameReturned s/r L256
IPAddresses [s]/r
DNSServerIP s/r
ResponseTime u/r u3

Device.DNS.Relay.
Enable b/w
Status s/r e5
ConfigNumberOfEntries u/r
ForwardNumberOfEntries u/r

Device.DNS.Relay.Config.{i}. w n=ConfigNumberOfEntries k=Alias
Alias s/o
Forwarders [s]/w L256 RsDevice.DNS.Relay.Forwarding.
Interface s/w L256 RsDevice.IP.Interface.
CacheSize u/r
CacheMinTTL u/r u0
CacheMaxTTL u/r u0
FlushCache()

Device.DNS.Relay.Forwarding.{i}. w n=ForwardNumberOfEntries k=DNSServer k=Alias
Enable b/w
Status s/r e5
Alias s/o
DNSServer s/w
Interface s/w L256 RsDevice.IP.Interface.
Type s/r e236

Device.DNS.SD.
Enable b/w
Status s/r e5
AdvertiseNumberOfEntries u/r
ServiceNumberOfEntries u/r
AdvertisedInterfaces [s]/w RsDevice.IP.Interface.

Device.DNS.SD.Advertise.{i}. w n=AdvertiseNumberOfEntries k=Alias
Enable b/w
Alias s/o
Status s/r e66
Interface s/w L256 RsDevice.IP.Interface.
InstanceName s/w L63
ApplicationProtocol s/w L15
TransportProtocol s/w e237
Domain s/w L256
Port u/w r:65535
TextRecordNumberOfEntries u/r

Device.DNS.SD.Advertise.{i}.TextRecord.{i}. w n=TextRecordNumberOfEntries
Key s/w L255
Value s/w L255

Device.DNS.SD.Service.{i}. n=ServiceNumberOfEntries k=InstanceName,ApplicationProtocol,TransportProtocol,Domain
InstanceName s/r L63
ApplicationProtocol s/r L15
TransportProtocol s/r e237
Domain s/r L256
Port u/r r:65535
Target s/r L256
Status s/r e238
LastUpdate t/r
Host [s]/r L256 RsDevice.Hosts.Host.
TimeToLive u/r r:2147483647
Priority u/r r:65535
Weight u/r r:65535
TextRecordNumberOfEntries u/r

Device.DNS.SD.Service.{i}.TextRecord.{i}. n=TextRecordNumberOfEntries
Key s/r L255
Value s/r L255

Device.DNS.Zone.{i}. w n=ZoneNumberOfEntries k=Alias
Alias s/o
Enable b/w
Name s/w L128
Origin s/o e233
Interface s/w L256 RsDevice.IP.Interface.
HostNumberOfEntries u/r

Device.DNS.Zone.{i}.Host.{i}. w n=HostNumberOfEntries k=Alias
Alias s/o
Enable b/w
Name [s]/w L128
Origin s/o e233
Host s/w L256 RsDevice.Hosts.Host.
LastUpdate t/r

Device.DOCSIS.
CapabilitiesReq x/r
CapabilitiesRsp x/r
DownstreamChannelNumberOfEntries u/r
UpstreamChannelNumberOfEntries u/r
DownstreamNumberOfEntries u/r
UpstreamNumberOfEntries u/r
InterfaceNumberOfEntries u/r

Device.DOCSIS.Downstream.{i}. n=DownstreamNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
MaxBitRate i/w r-1: u26
Upstream b/r
CurrentBitRate u/r u26
DownstreamChannelList [s]/w RsDevice.DOCSIS.DownstreamChannel.

Device.DOCSIS.Downstream.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.DOCSIS.DownstreamChannel.{i}. n=DownstreamChannelNumberOfEntries k=Alias
Alias s/o
ID u/r r0:255
Frequency i/r r0:1000000000 u30
Width i/r r0:16000000 u30
Modulation s/r e50
Interleave s/r e51
Power i/r
Annex s/r e52

Device.DOCSIS.DownstreamChannel.{i}.SignalQuality.
SignalNoise i/r u31
Microreflections i/r r0:255 u32
EqualizationData x/r
ExtUnerroreds U/r
ExtCorrecteds U/r
ExtUncorrectables U/r

Device.DOCSIS.DownstreamChannel.{i}.SignalQualityExt.
RxMER i/r u31
RxMerSamples u/r
FbeNormalizationCoefficient i/r

Device.DOCSIS.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
MACAddress s/r
CMTSAddress s/r
Capabilities [s]/r e55
FirmwareVersion s/r L64
DOCSISVersion s/r e56
MdCfgIpProvMode s/r e57

Device.DOCSIS.Interface.{i}.ConnectivityStatus.
Value s/r e58
StatusCode s/r L7
Resets u/r
LostSyncs u/r
InvalidMaps u/r
InvalidUcds u/r
InvalidRangingRsps u/r
InvalidRegRsps u/r
T1Timeouts u/r
T2Timeouts u/r

Device.DOCSIS.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent U/r u21
DiscardPacketsReceived U/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived U/r u21
Reset()

Device.DOCSIS.SpectrumAnalysis.
Enable b/w
InactivityTimeout i/w r0:86400 u0
FirstSegmentCenterFrequency u/w u30
LastSegmentCenterFrequency u/w u30
SegmentFrequencySpan u/w r1000000:900000000 u30
NumBinsPerSegment u/w r2:2048
EquivalentNoiseBandwidth u/w r50:500 u35
WindowFunction s/w e59
NumberOfAverages u/w r1:1000
ResultNumberOfEntries u/r

Device.DOCSIS.SpectrumAnalysis.Result.{i}. n=ResultNumberOfEntries k=Frequency
Frequency i/r r-2147483648:2147483647 u30
AmplitudeData x/r
TotalSegmentPower i/r u31

Device.DOCSIS.Upstream.{i}. n=UpstreamNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
MaxBitRate i/w r-1: u26
Upstream b/r
CurrentBitRate u/r u26
UpstreamChannelList [s]/w RsDevice.DOCSIS.UpstreamChannel.

Device.DOCSIS.Upstream.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.DOCSIS.UpstreamChannel.{i}. w n=UpstreamChannelNumberOfEntries k=Alias
Alias s/o
ID i/r r0:255
Frequency i/r r0:1000000000 u30
Width i/r r0:64000000 u30
SlotSize u/r u33
TxTimingOffset u/r
RangingBackoffStart i/r r0:16
RangingBackoffEnd i/r r0:16
TxBackoffStart i/r r0:16
TxBackoffEnd i/r r0:16

Device.DOCSIS.UpstreamChannel.{i}.Status.
TxPower i/r u34
T3Timeouts u/r
T4Timeouts u/r
RangingAborteds u/r
ModulationType s/r e53
EqData x/r
T3Exceededs u/r
IsMuted b/r
RangingStatus s/r e54

Device.DSL.
LineNumberOfEntries u/r
ChannelNumberOfEntries u/r
BondingGroupNumberOfEntries u/r

Device.DSL.BondingGroup.{i}. n=BondingGroupNumberOfEntries k=Alias k=Name k=GroupID
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/r Rs
GroupStatus [s]/r e31
GroupID u/r
BondSchemesSupported [s]/r e32
BondScheme s/r
GroupCapacity u/r r1:32
RunningTime u/r u0
TargetUpRate u/r u24
TargetDownRate u/r u24
ThreshLowUpRate u/r u24
ThreshLowDownRate u/r u24
UpstreamDifferentialDelayTolerance u/r u3
DownstreamDifferentialDelayTolerance u/r u3
BondedChannelNumberOfEntries u/r r1:32

Device.DSL.BondingGroup.{i}.BondedChannel.{i}. n=BondedChannelNumberOfEntries k=Alias k=Channel
Alias s/o
Channel s/r L256 RsDevice.DSL.Channel.,Device.FAST.Line.

Device.DSL.BondingGroup.{i}.BondedChannel.{i}.Ethernet.

Device.DSL.BondingGroup.{i}.BondedChannel.{i}.Ethernet.Stats.
UnderflowErrorsSent u/r
CRCErrorsReceived u/r
AlignmentErrorsReceived u/r
ShortPacketsReceived u/r
LongPacketsReceived u/r
OverflowErrorsReceived u/r
PauseFramesReceived u/r
FramesDropped u/r

Device.DSL.BondingGroup.{i}.Ethernet.

Device.DSL.BondingGroup.{i}.Ethernet.Stats.
PAFErrors u/r
PAFSmallFragments u/r
PAFLargeFragments u/r
PAFBadFragments u/r
PAFLostFragments u/r
PAFLateFragments u/r
PAFLostStarts u/r
PAFLostEnds u/r
PAFOverflows u/r
PauseFramesSent u/r
CRCErrorsReceived u/r
AlignmentErrorsReceived u/r
ShortPacketsReceived u/r
LongPacketsReceived u/r
OverflowErrorsReceived u/r
FramesDropped u/r

Device.DSL.BondingGroup.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
TotalStart u/r u0
CurrentDayStart u/r u0
QuarterHourStart u/r u0
Reset()

Device.DSL.BondingGroup.{i}.Stats.CurrentDay.
FailureReasons [s]/r e33
UpstreamRate u/r u24
DownstreamRate u/r u24
UpstreamPacketLoss u/r
DownstreamPacketLoss u/r
UpstreamDifferentialDelay u/r u3
DownstreamDifferentialDelay u/r u3
FailureCount u/r
ErroredSeconds u/r u0
SeverelyErroredSeconds u/r u0
UnavailableSeconds u/r u0

Device.DSL.BondingGroup.{i}.Stats.QuarterHour.
FailureReasons [s]/r e33
UpstreamRate u/r u24
DownstreamRate u/r u24
UpstreamPacketLoss u/r
DownstreamPacketLoss u/r
UpstreamDifferentialDelay u/r u3
DownstreamDifferentialDelay u/r u3
FailureCount u/r
ErroredSeconds u/r u0
SeverelyErroredSeconds u/r u0
UnavailableSeconds u/r u0

Device.DSL.BondingGroup.{i}.Stats.Total.
FailureReasons [s]/r e33
UpstreamRate u/r u24
DownstreamRate u/r u24
UpstreamPacketLoss u/r
DownstreamPacketLoss u/r
UpstreamDifferentialDelay u/r u3
DownstreamDifferentialDelay u/r u3
FailureCount u/r
ErroredSeconds u/r u0
SeverelyErroredSeconds u/r u0
UnavailableSeconds u/r u0

Device.DSL.Channel.{i}. n=ChannelNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/r Rs
LinkEncapsulationSupported [s]/r e29
LinkEncapsulationUsed s/r e30
LPATH u/r r:3
INTLVDEPTH u/r
INTLVBLOCK i/r
ActualInterleavingDelay u/r u3
ACTINP i/r
INPREPORT b/r
NFEC i/r u22
RFEC i/r
LSYMB i/r
UpstreamCurrRate u/r u19
DownstreamCurrRate u/r u19
ACTNDR u/r u19
ACTINPREIN u/r r0:255 u23

Device.DSL.Channel.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
TotalStart u/r u0
ShowtimeStart u/r u0
LastShowtimeStart u/r u0
CurrentDayStart u/r u0
QuarterHourStart u/r u0
Reset()

Device.DSL.Channel.{i}.Stats.CurrentDay.
XTURFECErrors u/r
XTUCFECErrors u/r
XTURHECErrors u/r
XTUCHECErrors u/r
XTURCRCErrors u/r
XTUCCRCErrors u/r

Device.DSL.Channel.{i}.Stats.LastShowtime.
XTURFECErrors u/r
XTUCFECErrors u/r
XTURHECErrors u/r
XTUCHECErrors u/r
XTURCRCErrors u/r
XTUCCRCErrors u/r

Device.DSL.Channel.{i}.Stats.QuarterHour.
XTURFECErrors u/r
XTUCFECErrors u/r
XTURHECErrors u/r
XTUCHECErrors u/r
XTURCRCErrors u/r
XTUCCRCErrors u/r

Device.DSL.Channel.{i}.Stats.Showtime.
XTURFECErrors u/r
XTUCFECErrors u/r
XTURHECErrors u/r
XTUCHECErrors u/r
XTURCRCErrors u/r
XTUCCRCErrors u/r

Device.DSL.Channel.{i}.Stats.Total.
XTURFECErrors u/r
XTUCFECErrors u/r
XTURHECErrors u/r
XTUCHECErrors u/r
XTURCRCErrors u/r
XTUCCRCErrors u/r

Device.DSL.Diagnostics.
ADSLLineTest() a
>Interface s/w L256 RwDevice.DSL.Channel. m
<Status ACTPSDds ACTPSDus ACTATPds ACTATPus HLINSCds HLINSCus HLINGds HLINGus HLOGGds HLOGGus HLOGpsds HLOGpsus HLOGMTds HLOGMTus LATNpbds LATNpbus SATNds SATNus HLINpsds HLINpsus QLNGds QLNGus QLNpsds QLNpsus QLNMTds QLNMTus SNRGds SNRGus SNRpsds SNRpsus SNRMTds SNRMTus BITSpsds BITSpsus
SELTUER() a
>Interface s/w L256 RwDevice.DSL.Line.
>UERMaxMeasurementDuration u/w r5:240 u0
<Status ExtendedBandwidthOperation UER UERScaleFactor UERGroupSize UERVar
SELTQLN() a
>Interface s/w L256 RwDevice.DSL.Line.
>QLNMaxMeasurementDuration u/w r1:240 u0
<Status ExtendedBandwidthOperation QLN QLNGroupSize
SELTP() a
>Interface s/w L256 RwDevice.DSL.Line.
>CapacityEstimateEnabling b/w
>CapacitySignalPSD [u]/w
>CapacityNoisePSD [u]/w
>CapacityTargetMargin u/w r0:310 u17
<Status LoopTermination LoopLength LoopTopology AttenuationCharacteristics TFlogGroupSize MissingFilter CapacityEstimate

Device.DSL.Diagnostics.ADSLLineTest.
DiagnosticsState s/w e406
Interface s/w L256 RwDevice.DSL.Channel.
ACTPSDds i/r
ACTPSDus i/r
ACTATPds i/r
ACTATPus i/r
HLINSCds i/r
HLINSCus i/r
HLINGds u/r
HLINGus u/r
HLOGGds u/r
HLOGGus u/r
HLOGpsds [s]/r
HLOGpsus [s]/r
HLOGMTds u/r
HLOGMTus u/r
LATNpbds [s]/r
LATNpbus [s]/r
SATNds [s]/r
SATNus [s]/r
HLINpsds [i]/r
HLINpsus [s]/r
QLNGds u/r
QLNGus u/r
QLNpsds [i]/r
QLNpsus [s]/r
QLNMTds u/r
QLNMTus u/r
SNRGds u/r
SNRGus u/r
SNRpsds [i]/r
SNRpsus [s]/r
SNRMTds u/r
SNRMTus u/r
BITSpsds [i]/r
BITSpsus [s]/r

Device.DSL.Diagnostics.SELTP.
DiagnosticsState s/w e395
Interface s/w L256 RwDevice.DSL.Line.
CapacityEstimateEnabling b/w
CapacitySignalPSD [u]/w
CapacityNoisePSD [u]/w
CapacityTargetMargin u/w r0:310 u17
LoopTermination s/r e407
LoopLength u/r r0:16383 u70
LoopTopology [s]/r
AttenuationCharacteristics [u]/r
TFlogGroupSize u/r r1:2,12:12 u69
MissingFilter b/r
CapacityEstimate [u]/r u71

Device.DSL.Diagnostics.SELTQLN.
DiagnosticsState s/w e395
Interface s/w L256 RwDevice.DSL.Line.
QLNMaxMeasurementDuration u/w r1:240 u0
ExtendedBandwidthOperation b/r
QLN [i]/r
QLNGroupSize u/r r1:2,12:12 u69

Device.DSL.Diagnostics.SELTUER.
DiagnosticsState s/w e395
Interface s/w L256 RwDevice.DSL.Line.
UERMaxMeasurementDuration u/w r5:240 u0
ExtendedBandwidthOperation b/r
UER [i]/r
UERScaleFactor u/r
UERGroupSize u/r r1:2,12:12 u69
UERVar [i]/r

Device.DSL.Line.{i}. n=LineNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
EnableDataGathering b/w
FirmwareVersion s/r L64
LinkStatus s/r e25
XTSE x/r L8
XTSUsed x/r L8
LineEncoding s/r e26
AllowedProfiles [s]/r e27
CurrentProfile s/r
PowerManagementState s/r e28
SuccessFailureCause u/r r0:6
UPBOKLER u/r r0:1280 u17
UPBOKLEPb [u]/r r0:1280,2047:2047 u17
UPBOKLERPb [u]/r r0:1280,2047:2047 u17
RXTHRSHds i/r r-640:0 u17
ACTRAMODEds u/r r1:4
ACTRAMODEus u/r r1:4
ACTINPROCds u/r
ACTINPROCus u/r
SNRMROCds u/r u17
SNRMROCus u/r u17
LastStateTransmittedDownstream u/r
LastStateTransmittedUpstream u/r
UPBOKLE u/r r0:1280 u18
MREFPSDds B/r L145
MREFPSDus B/r L145
LIMITMASK u/r
US0MASK u/r
TRELLISds i/r
TRELLISus i/r
ACTSNRMODEds u/r
ACTSNRMODEus u/r
VirtualNoisePSDds B/r L97
VirtualNoisePSDus B/r L49
ACTUALCE u/r
LineNumber i/r r1:
UpstreamMaxBitRate u/r u19
DownstreamMaxBitRate u/r u19
UpstreamNoiseMargin i/r u18
DownstreamNoiseMargin i/r u18
SNRMpbus [s]/r
SNRMpbds [s]/r
INMIATOds u/r r3:511
INMIATSds u/r r0:7
INMCCds u/r r0:64
INMINPEQMODEds u/r r0:3
UpstreamAttenuation i/r u18
DownstreamAttenuation i/r u18
UpstreamPower i/r u20
DownstreamPower i/r u20
XTURVersion s/r L16
XTURSerial s/r L32
XTURVendor x/r L4
XTURVendorSpecific x/r L2
XTURCountry x/r L2
XTURSystemVendor x/r L4
XTURSystemVendorSpecific x/r L2
XTURSystemCountry x/r L2
XTURANSIStd u/r
XTURANSIRev u/r
XTUCVersion x/r L16
XTUCSerial s/r L32
XTUCVendor x/r L4
XTUCVendorSpecific x/r L2
XTUCCountry x/r L2
XTUCSystemVendor x/r L4
XTUCSystemVendorSpecific x/r L2
XTUCSystemCountry x/r L2
XTUCANSIStd u/r
XTUCANSIRev u/r
StandardsSupported [s]/r !2.14
StandardUsed s/r !2.14

Device.DSL.Line.{i}.DataGathering.
LoggingDepthR u/r u25
ActLoggingDepthReportingR u/r u25
EventTraceBufferR s/r L256 RsDevice.DeviceInfo.VendorLogFile.

Device.DSL.Line.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
TotalStart u/r u0
ShowtimeStart u/r u0
LastShowtimeStart u/r u0
CurrentDayStart u/r u0
QuarterHourStart u/r u0
Reset()

Device.DSL.Line.{i}.Stats.CurrentDay.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0

Device.DSL.Line.{i}.Stats.LastShowtime.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0

Device.DSL.Line.{i}.Stats.QuarterHour.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0

Device.DSL.Line.{i}.Stats.Showtime.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0

Device.DSL.Line.{i}.Stats.Total.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0

Device.DSL.Line.{i}.TestParams.
HLOGGds u/r
HLOGGus u/r
HLOGpsds [s]/r
HLOGpsus [s]/r
HLOGMTds u/r
HLOGMTus u/r
QLNGds u/r
QLNGus u/r
QLNpsds [i]/r
QLNpsus [s]/r
QLNMTds u/r
QLNMTus u/r
SNRGds u/r
SNRGus u/r
SNRpsds [i]/r
SNRpsus [s]/r
SNRMTds u/r
SNRMTus u/r
LATNds [s]/r
LATNus [s]/r
SATNds [s]/r
SATNus [s]/r

Device.DSLite.
Enable b/w
InterfaceSettingNumberOfEntries u/r

Device.DSLite.InterfaceSetting.{i}. n=InterfaceSettingNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
EndpointAssignmentPrecedence s/w e215
EndpointAddressTypePrecedence s/w e228
EndpointAddressInUse s/r
EndpointName s/w L256
EndpointAddress s/w
Origin s/r e215
TunnelInterface s/r L256 RsDevice.IP.Interface.
TunneledInterface s/r L256 RsDevice.IP.Interface.

Device.DeviceInfo.
DeviceCategory [s]/r
Manufacturer s/r L64
ManufacturerOUI s/r L6
ModelName s/r L64
ModelNumber s/r L64
Description s/r L256
ProductClass s/r L64
SerialNumber s/r L64
HardwareVersion s/r L64
SoftwareVersion s/r L64
ActiveFirmwareImage s/r RsDevice.DeviceInfo.FirmwareImage.
BootFirmwareImage s/w RsDevice.DeviceInfo.FirmwareImage.
AdditionalHardwareVersion [s]/r
AdditionalSoftwareVersion [s]/r
ProvisioningCode s/w L64
UpTime u/r u0
FirstUseDate t/r
HostName s/w L255
FirmwareImageNumberOfEntries u/r
VendorConfigFileNumberOfEntries u/r
ProcessorNumberOfEntries u/r
LogRotateNumberOfEntries u/r
VendorLogFileNumberOfEntries u/r
LocationNumberOfEntries u/r
DeviceImageNumberOfEntries u/r
FriendlyName s/w L32
CID s/r L6
PEN s/r L10
MaxNumberOfActivateTimeWindows u/r r1:5
SupportedDataModelNumberOfEntries u/r

Device.DeviceInfo.DeviceImageFile.{i}. n=DeviceImageNumberOfEntries k=Location k=Alias
Alias s/o
Location s/r e11
Image B/r

Device.DeviceInfo.FirmwareImage.{i}. n=FirmwareImageNumberOfEntries k=Alias
Alias s/o
Name s/r L64
Version s/r L64
Available b/w
Status s/r e12
BootFailureLog s/r
Download() a
>URL s m
>AutoActivate b m
>Username s L256
>Password s L256
>FileSize u
>CheckSumAlgorithm s e3
>CheckSum x
Activate() a
>TimeWindow.{i}.Start u u0 m
>TimeWindow.{i}.End u u0 m
>TimeWindow.{i}.Mode s e13 m
>TimeWindow.{i}.UserMessage s
>TimeWindow.{i}.MaxRetries i r-1:10

Device.DeviceInfo.KernelFaults.
StoragePath s/r
LastUpgradeCount u/r
PreviousBootCount u/r
MinFreeSpace u/w u1
RotateKernelFaultEntries b/w
MaxKernelFaultEntries u/w
KernelFaultNumberOfEntries u/r
RemoveAllKernelFaults() a

Device.DeviceInfo.KernelFaults.KernelFault.{i}. n=KernelFaultNumberOfEntries k=Alias
Alias s/o
FaultLocation s/r
LastInstruction s/r
TimeStamp t/r
FirmwareVersion s/r
ProcessName s/r
Reason s/r
Upload() a
>URL s m
>Username s L256 m
>Password s L256 m
Remove() a

Device.DeviceInfo.Location.{i}. w n=LocationNumberOfEntries k=Source,ExternalSource
Source s/r e9
AcquiredTime t/r
ExternalSource s/r
ExternalProtocol s/r e10
DataObject s/w L1200

Device.DeviceInfo.LogRotate.{i}. w n=LogRotateNumberOfEntries k=Alias k=Name
Alias s/o
Enable b/w
Name s/w
NumberOfFiles u/w r1:
MaxFileSize u/w u1
RollOver u/w u9
Retention u/w u9
Compression s/w e8
LogFileNumberOfEntries u/r

Device.DeviceInfo.LogRotate.{i}.LogFile.{i}. n=LogFileNumberOfEntries k=Alias k=Name
Alias s/o
Name s/r L64
Size u/r u8
LastChange t/r

Device.DeviceInfo.MemoryStatus.
Total u/r u1
Free u/r u1
TotalPersistent u/r u1
FreePersistent u/r u1

Device.DeviceInfo.MemoryStatus.MemoryMonitor.
Enable b/w
MemUtilization u/r r:100 u2
PollingInterval u/w u0
CriticalRiseThreshold u/w r:100 u2
CriticalFallThreshold u/w r:100 u2
CriticalRiseTimeStamp t/r
CriticalFallTimeStamp t/r
EnableCriticalLog b/w
VendorLogFileRef s/r RsDevice.DeviceInfo.VendorLogFile.
FilePath s/w
MemoryCriticalState! MemUtilization

Device.DeviceInfo.NetworkProperties.
MaxTCPWindowSize u/r u8
TCPImplementation [s]/r e6

Device.DeviceInfo.PowerStatus.
PowerSensorNumberOfEntries u/r

Device.DeviceInfo.PowerStatus.PowerSensor.{i}. n=PowerSensorNumberOfEntries k=Name k=Alias
Alias s/o
Enable b/w
Status s/r e5
Name s/r
LastUpdate t/r
Voltage i/r u4
Current i/r u5
Power i/r u6

Device.DeviceInfo.ProcessFaults.
StoragePath s/r
LastUpgradeCount u/r
PreviousBootCount u/r
MinFreeSpace u/w u1
RotateProcessFaultEntries b/w
MaxProcessFaultEntries u/w
ProcessFaultNumberOfEntries u/r
RemoveAllProcessFaults() a

Device.DeviceInfo.ProcessFaults.ProcessFault.{i}. n=ProcessFaultNumberOfEntries k=Alias
Alias s/o
ProcessID s/r
ProcessName s/r
FaultLocation s/r
TimeStamp t/r
FirmwareVersion s/r
Arguments s/r
Reason s/r
Upload() a
>URL s m
>Username s L256 m
>Password s L256 m
Remove() a

Device.DeviceInfo.ProcessStatus.
CPUUsage u/r r:100 u2
ProcessNumberOfEntries u/r
CPUNumberOfEntries u/r

Device.DeviceInfo.ProcessStatus.CPU.{i}. n=CPUNumberOfEntries k=Name k=Alias
Alias s/o
Name s/r L256
Enable b/w
UpTime u/r u0
UserModeUtilization u/r r:100 u2
SystemModeUtilization u/r r:100 u2
IdleModeUtilization u/r r:100 u2
CPUUtilization u/r r:100 u2
PollInterval u/w u0
NumSamples u/w r1:300
CriticalRiseThreshold u/w r:100 u2
CriticalFallThreshold u/w r:100 u2
CriticalRiseTimeStamp t/r
CriticalFallTimeStamp t/r
EnableCriticalLog b/w
VendorLogFileRef s/r RsDevice.DeviceInfo.VendorLogFile.
FilePath s/w
CPUCriticalState! CPUUtilization Name

Device.DeviceInfo.ProcessStatus.Process.{i}. n=ProcessNumberOfEntries k=PID
PID u/r
Command s/r L256
Size u/r u1
Priority u/r r:99
CPUTime u/r u3
State s/r e4

Device.DeviceInfo.Processor.{i}. n=ProcessorNumberOfEntries k=Alias
Alias s/o
Architecture s/r e7

Device.DeviceInfo.ProxierInfo.
ManufacturerOUI s/r L6
ProductClass s/r L64
SerialNumber s/r L64
ProxyProtocol s/r e397

Device.DeviceInfo.Reboots.
BootCount u/r
CurrentVersionBootCount u/r
WatchdogBootCount u/r
ColdBootCount u/r
WarmBootCount u/r
MaxRebootEntries i/w r-1:
RebootNumberOfEntries u/r
RemoveAllReboots() a

Device.DeviceInfo.Reboots.Reboot.{i}. n=RebootNumberOfEntries k=Alias k=TimeStamp
Alias s/o
TimeStamp t/r
FirmwareUpdated b/r
Cause s/r e394
Reason s/r
Remove() a

Device.DeviceInfo.SupportedDataModel.{i}. n=SupportedDataModelNumberOfEntries k=URL k=Alias k=UUID
Alias s/w
URL s/r
UUID s/r
URN s/r L256
Features [s]/r

Device.DeviceInfo.TemperatureStatus.
TemperatureSensorNumberOfEntries u/r

Device.DeviceInfo.TemperatureStatus.TemperatureSensor.{i}. n=TemperatureSensorNumberOfEntries k=Name k=Alias
Alias s/o
Enable b/w
Status s/r e5
ResetTime t/r
Name s/r L256
Value i/r r-274: u7
LastUpdate t/r
MinValue i/r r-274: u7
MinTime t/r
MaxValue i/r r-274: u7
MaxTime t/r
LowAlarmValue i/w r-274: u7
LowAlarmTime t/r
HighAlarmValue i/w r-274: u7
PollingInterval u/w u0
HighAlarmTime t/r
Reset b/w
Reset()

Device.DeviceInfo.VendorConfigFile.{i}. n=VendorConfigFileNumberOfEntries k=Alias k=Name
Alias s/o
Name s/r L64
Version s/r L16
Date t/r
Description s/r L256
UseForBackupRestore b/r
Backup() a
>URL s m
>Username s L256 m
>Password s L256 m
Restore() a
>URL s m
>Username s L256 m
>Password s L256 m
>FileSize u
>TargetFileName s L256
>CheckSumAlgorithm s e3
>CheckSum x

Device.DeviceInfo.VendorLogFile.{i}. n=VendorLogFileNumberOfEntries k=Alias k=Name
Alias s/o
Name s/r L64
MaximumSize u/r u8
Persistent b/r
Upload() a
>URL s m
>Username s L256 m
>Password s L256 m

Device.DynamicDNS.
ClientNumberOfEntries u/r
ServerNumberOfEntries u/r
SupportedServices [s]/r

Device.DynamicDNS.Client.{i}. w n=ClientNumberOfEntries k=Server,Username k=Alias
Enable b/w
Status s/r e323
Alias s/o
LastError s/r e324
Server s/w L256 RsDevice.DynamicDNS.Server.
Interface s/w L256 RsDevice.IP.Interface.
Username s/w L256
Password s/w L256 x
HostnameNumberOfEntries u/r

Device.DynamicDNS.Client.{i}.Hostname.{i}. w n=HostnameNumberOfEntries k=Name
Enable b/w
Status s/r e325
Name s/w L256
LastUpdate t/r

Device.DynamicDNS.Server.{i}. w n=ServerNumberOfEntries k=Name k=Alias
Enable b/w
Name s/w L64
Alias s/o
ServiceName s/w L256
ServerAddress s/w L256
ServerPort u/w r0:65535
SupportedProtocols [s]/r e19
Protocol s/w
CheckInterval u/w u0
RetryInterval u/w u0
MaxRetries u/w

Device.ETSIM2M.
SCLNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}. w n=SCLNumberOfEntries k=Alias
Enable b/w
Alias s/o
AnnouncedToSCLList [s]/w
SAFPolicySetNumberOfEntries u/r
AreaNwkInstanceNumberOfEntries u/r
AreaNwkDeviceInfoInstanceNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}.AreaNwkDeviceInfoInstance.{i}. n=AreaNwkDeviceInfoInstanceNumberOfEntries
AreaNwkInstance s/r RsDevice.ETSIM2M.SCL.{i}.AreaNwkInstance.
Host [s]/r RsDevice.Hosts.Host.
ListOfDeviceNeighbors [s]/r RsDevice.Hosts.Host.
ListOfDeviceApplications [s]/r
SleepInterval u/w u0
SleepDuration u/w u0
Status s/r e425
Active b/r
PropertyNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}.AreaNwkDeviceInfoInstance.{i}.Property.{i}. n=PropertyNumberOfEntries
Name s/r
Value s/r

Device.ETSIM2M.SCL.{i}.AreaNwkInstance.{i}. n=AreaNwkInstanceNumberOfEntries k=ID
ID s/r
AreaNwkType s/r
ListOfDevices [s]/r RsDevice.ETSIM2M.SCL.{i}.AreaNwkDeviceInfoInstance.
PropertyNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}.AreaNwkInstance.{i}.Property.{i}. n=PropertyNumberOfEntries
Name s/r
Value s/r

Device.ETSIM2M.SCL.{i}.Discovery.
MaxNumberOfDiscovRecords u/w
MaxSizeOfDiscovAnswer u/w

Device.ETSIM2M.SCL.{i}.Reregistration.
RegTargetNSCLList [s]/w
RegSearchStrings [s]/w
RegAccessRightID s/w
RegExpirationDuration i/w u0
Reregistration b/w

Device.ETSIM2M.SCL.{i}.Reregistration.ActionStatus.
Progress u/r r0:100 u2
FinalStatus s/r e424

Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}. w n=SAFPolicySetNumberOfEntries k=Alias
Enable b/w
Alias s/o
PolicyScope [s]/w
ANPPolicyNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}. w n=ANPPolicyNumberOfEntries k=ANName k=Alias
Enable b/w
Alias s/o
ANName s/w
BlockPeriodNumberOfEntries u/r
RequestCategoryNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}.BlockPeriod.{i}. w n=BlockPeriodNumberOfEntries k=Alias k=FailedAttempts
Enable b/w
Alias s/o
FailedAttempts u/w
BlockDuration i/w u0

Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}.RequestCategory.{i}. w n=RequestCategoryNumberOfEntries k=RCAT k=Alias
Enable b/w
Alias s/o
RCAT s/w
ScheduleNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}.RequestCategory.{i}.Schedule.{i}. w n=ScheduleNumberOfEntries k=Alias
Enable b/w
Alias s/o
Schedules [s]/w
AbsTimeSpanNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}.RequestCategory.{i}.Schedule.{i}.AbsTimeSpan.{i}. w n=AbsTimeSpanNumberOfEntries k=Alias
Enable b/w
Alias s/o
StartTime t/w
EndTime t/w

Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.M2MSPPolicy.
DefaultRCATValue s/w
RequestCategoryNumberOfEntries u/r

Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.M2MSPPolicy.RequestCategory.{i}. w n=RequestCategoryNumberOfEntries k=RCAT k=Alias
Enable b/w
Alias s/o
RCAT s/w
TolerableDelay i/w r-1: u0
Thresh u/w
Mem s/w
RankedANList [s]/w RsDevice.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.

Device.Ethernet.
WoLSupported b/r
FlowControlSupported b/r
InterfaceNumberOfEntries u/r
LinkNumberOfEntries u/r
VLANTerminationNumberOfEntries u/r
LAGNumberOfEntries u/r
RMONStatsNumberOfEntries u/r

Device.Ethernet.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate i/w r-1: u26
MACAddress s/r
SupportedLinkModes [u]/r
AdvertisedLinkModes [u]/w
LinkPartnerAdvertisedLinkModes [u]/r
CurrentBitRate u/r u26
DuplexMode s/w e60
CurrentDuplexMode s/r e61
EEECapability b/r
EEEEnable b/w
EEEStatus s/r e62
EDPDCapability b/r
EDPDEnable b/w
EDPDStatus s/r e63
MDIX s/w e64
CurrentMDIX s/r e65
SFPReferenceList [s]/r L256 RsDevice.SFPs.SFPCage.

Device.Ethernet.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Collisions U/r
Reset()

Device.Ethernet.LAG.{i}. w n=LAGNumberOfEntries k=Alias k=Name k=MACAddress
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
MACAddress s/w

Device.Ethernet.LAG.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.Ethernet.Link.{i}. w n=LinkNumberOfEntries k=Alias k=Name k=MACAddress
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
MTU u/w u8
MACAddress s/w
PriorityTagging b/w
FlowControl b/w
NoARP b/w

Device.Ethernet.Link.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
PausePacketsSent U/r
PausePacketsReceived U/r
Reset()

Device.Ethernet.RMONStats.{i}. w n=RMONStatsNumberOfEntries k=Alias k=Interface,VLANID,Queue
Enable b/w
Status s/r e66
Alias s/o
Name s/r L64
Interface s/w Rs
VLANID u/w r0:4094
Queue s/w RsDevice.QoS.Queue.
AllQueues b/w
DropEvents u/r
Bytes U/r u8
Packets U/r u21
BroadcastPackets U/r u21
MulticastPackets U/r u21
CRCErroredPackets u/r u21
UndersizePackets u/r u21
OversizePackets u/r u21
Packets64Bytes U/r u21
Packets65to127Bytes U/r u21
Packets128to255Bytes U/r u21
Packets256to511Bytes U/r u21
Packets512to1023Bytes U/r u21
Packets1024to1518Bytes U/r u21

Device.Ethernet.VLANTermination.{i}. w n=VLANTerminationNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
VLANID u/w r1:4094
VLANPriority i/w r-1:7
TPID u/w

Device.Ethernet.VLANTermination.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.Ethernet.WoL.
SendMagicPacket b/w
MACAddress s/w
Password s/w
SendMagicPacket()
>MACAddress s/w
>Password s/w

Device.FAP.

Device.FAP.ApplicationPlatform.
Version s/r L64
Enable b/w
Status s/r e280
MaxNumberOfApplications u/r
CurrentNumberofApplications u/r

Device.FAP.ApplicationPlatform.Capabilities.
PresenceApplicationSupport b/r
FemtoAwarenessAPISupport b/r
SMSAPISupport b/r
SubscribeToNotificationsOfSMSSentToApplicationSupport b/r
QuerySMSDeliveryStatusSupport b/r
MMSAPISupport b/r
QueryMMSDeliveryStatusSupport b/r
SubscribeToNotificationsOfMMSSentToApplicationSupport b/r
TerminalLocationAPISupport b/r
AuthenticationMethodsSupported [s]/r e281
AccessLevelsSupported [s]/r e282
SendSMSTargetAddressType [s]/r e283
SendMMSTargetAddressType [s]/r e283

Device.FAP.ApplicationPlatform.Control.
AuthenticationMethod s/w L256
TunnelInst s/w L256

Device.FAP.ApplicationPlatform.Control.FemtoAwareness.
APIEnable b/w
QueueEnable b/w
Queueing s/w e284
MaxAPIUsersNumber u/w r0:255
FemtozoneID s/w L256
NotificationsUserIdentifierMSISDN b/w
SubscribeToNotificationsResponseCallbackData b/w
QueryFemtocellResponseTimezone b/w

Device.FAP.ApplicationPlatform.Control.MMS.
APIEnable b/w
QueueEnable b/w
Queueing s/w e284
MaxAPIUsersNumber u/w r0:255
MinSendMMSTimeInterval u/w r0:3599 u0
EnableQueryMMSDeliveryStatus b/w
EnableSubscribeToNotificationsOfMessageSentToApplication b/w

Device.FAP.ApplicationPlatform.Control.SMS.
APIEnable b/w
QueueEnable b/w
Queueing s/w e284
MaxAPIUsersNumber u/w r0:255
MinSendSMSTimeInterval u/w r0:3599 u0
EnableQuerySMSDeliveryStatus b/w
EnableSubscribeToNotificationsOfMessageSentToApplication b/w

Device.FAP.ApplicationPlatform.Control.TerminalLocation.
APIEnable b/w
QueueEnable b/w
Queueing s/w e284
MaxAPIUsersNumber u/w r0:255
QueryMobileLocationResponseAddress s/w e285
QueryMobileLocationResponseLongitudeLatitude b/w
QueryMobileLocationResponseAltitude b/w
QueryMobileLocationResponseTimestamp u/w r0:86399 u0

Device.FAP.ApplicationPlatform.Monitoring.
Enable b/w
MonitoringInterval u/w u0
AuthenticationRequestsReceived u/r
AuthenticationRequestsRejected u/r

Device.FAP.ApplicationPlatform.Monitoring.FemtoAwareness.
APIAvailable b/r
APIUsers u/r r0:255
QueueState s/r e286
QueueNum u/r r0:255
QueueReceived u/r
QueueDiscarded u/r

Device.FAP.ApplicationPlatform.Monitoring.MMS.
APIAvailable b/r
APIUsers u/r r0:255
QueueState s/r e286
QueueNum u/r r0:255
QueueReceived u/r
QueueDiscarded u/r

Device.FAP.ApplicationPlatform.Monitoring.SMS.
APIAvailable b/r
APIUsers u/r r0:255
QueueState s/r e286
QueueNum u/r r0:255
QueueReceived u/r
QueueDiscarded u/r

Device.FAP.ApplicationPlatform.Monitoring.TerminalLocation.
APIAvailable b/r
APIUsers u/r r0:255
QueueState s/r e286
QueueNum u/r r0:255
QueueReceived u/r
QueueDiscarded u/r

Device.FAP.GPS.
ScanOnBoot b/w
ScanPeriodically b/w
PeriodicInterval u/w u0
PeriodicTime t/w
ContinuousGPS b/w
ScanTimeout u/w u0
ScanStatus s/r e278
ErrorDetails s/r L256
LastScanTime t/r
LastSuccessfulScanTime t/r
LockedLatitude i/r r-90000000:90000000
LockedLongitude i/r r-180000000:180000000
NumberOfSatellites u/r
GPSReset b/w
GPSReset()

Device.FAP.GPS.AGPSServerConfig.
Enable b/w
ServerURL s/w L256
ServerPort u/w r:65535
Username s/w L64
Password s/w L64 x
ReferenceLatitude i/w r-90000000:90000000
ReferenceLongitude i/w r-180000000:180000000
ServerInUse b/r

Device.FAP.GPS.ContinuousGPSStatus.
CurrentFix b/r
GotFix b/r
TimingGood b/r
Latitude i/r r-90000000:90000000
Longitude i/r r-180000000:180000000
Elevation i/r r-5000000:25000000 u63
LastFixTime t/r
LastFixDuration u/r u0
FirstFixTimeout i/w r-1: u0
SatellitesTracked u/r
SatelliteTrackingInterval u/w r60:3600 u0
ReceiverStatus s/r L256
LocationType s/r e279
LockTimeOutDuration u/w r120:86400 u0

Device.FAP.PerfMgmt.
ConfigNumberOfEntries u/r

Device.FAP.PerfMgmt.Config.{i}. w n=ConfigNumberOfEntries k=Alias k=URL,PeriodicUploadInterval,PeriodicUploadTime
Enable b/w
Alias s/o
URL s/w
Username s/w L256
Password s/w L256 x
PeriodicUploadInterval u/w r1: u0
PeriodicUploadTime t/w

Device.FAST.
LineNumberOfEntries u/r

Device.FAST.Line.{i}. n=LineNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
FirmwareVersion s/r L64
LinkStatus s/r e25
AllowedProfiles [s]/r e34
CurrentProfile s/r
PowerManagementState s/r e35
SuccessFailureCause u/r r0:5
UPBOKLER u/r r0:1280 u17
LastTransmittedDownstreamSignal u/r r0:21
LastTransmittedUpstreamSignal u/r r0:21
UPBOKLE u/r r0:1280 u18
LineNumber i/r r1:
UpstreamMaxBitRate u/r u19
DownstreamMaxBitRate u/r u19
UpstreamNoiseMargin i/r u18
DownstreamNoiseMargin i/r u18
UpstreamAttenuation i/r u18
DownstreamAttenuation i/r u18
UpstreamPower i/r u20
DownstreamPower i/r u20
SNRMRMCds i/r u18
SNRMRMCus i/r u18
BITSRMCpsds [i]/r
BITSRMCpsus [i]/r
FEXTCANCELds b/r
FEXTCANCELus b/r
ETRds u/r u19
ETRus u/r u19
ATTETRds u/r u19
ATTETRus u/r u19
MINEFTR u/r u19

Device.FAST.Line.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
TotalStart u/r u0
ShowtimeStart u/r u0
LastShowtimeStart u/r u0
CurrentDayStart u/r u0
QuarterHourStart u/r u0
Reset()

Device.FAST.Line.{i}.Stats.CurrentDay.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0
LOSS u/r u0
LORS u/r u0
UAS u/r u0
RTXUC u/r
RTXTX u/r
SuccessBSW u/r
SuccessSRA u/r
SuccessFRA u/r
SuccessRPA u/r
SuccessTIGA u/r

Device.FAST.Line.{i}.Stats.LastShowtime.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0
LOSS u/r u0
LORS u/r u0
UAS u/r u0
RTXUC u/r
RTXTX u/r
SuccessBSW u/r
SuccessSRA u/r
SuccessFRA u/r
SuccessRPA u/r
SuccessTIGA u/r

Device.FAST.Line.{i}.Stats.QuarterHour.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0
LOSS u/r u0
LORS u/r u0
UAS u/r u0
RTXUC u/r
RTXTX u/r
SuccessBSW u/r
SuccessSRA u/r
SuccessFRA u/r
SuccessRPA u/r
SuccessTIGA u/r

Device.FAST.Line.{i}.Stats.Showtime.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0
LOSS u/r u0
LORS u/r u0
UAS u/r u0
RTXUC u/r
RTXTX u/r
SuccessBSW u/r
SuccessSRA u/r
SuccessFRA u/r
SuccessRPA u/r
SuccessTIGA u/r

Device.FAST.Line.{i}.Stats.Total.
ErroredSecs u/r u0
SeverelyErroredSecs u/r u0
LOSS u/r u0
LORS u/r u0
UAS u/r u0
RTXUC u/r
RTXTX u/r
SuccessBSW u/r
SuccessSRA u/r
SuccessFRA u/r
SuccessRPA u/r
SuccessTIGA u/r

Device.FAST.Line.{i}.TestParams.
SNRGds u/r
SNRGus u/r
SNRpsds [i]/r
SNRpsus [s]/r
SNRMTds u/r
SNRMTus u/r
ACTINP u/r
NFEC u/r
RFEC i/r
UpstreamCurrRate u/r u19
DownstreamCurrRate u/r u19
ACTINPREIN u/r

Device.FWE.
LinkNumberOfEntries u/r

Device.FWE.Link.{i}. n=LinkNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs

Device.FWE.Link.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.FaultMgmt.
SupportedAlarmNumberOfEntries u/r
MaxCurrentAlarmEntries u/r
CurrentAlarmNumberOfEntries u/r
HistoryEventNumberOfEntries u/r
ExpeditedEventNumberOfEntries u/r
QueuedEventNumberOfEntries u/r

Device.FaultMgmt.CurrentAlarm.{i}. n=CurrentAlarmNumberOfEntries k=AlarmIdentifier k=EventType,ProbableCause,SpecificProblem
AlarmIdentifier s/r L64
AlarmRaisedTime t/r
AlarmChangedTime t/r
ManagedObjectInstance s/r L512
EventType s/r L64
ProbableCause s/r L64
SpecificProblem s/r L128
PerceivedSeverity s/r e275
AdditionalText s/r L256
AdditionalInformation s/r L256

Device.FaultMgmt.ExpeditedEvent.{i}. n=ExpeditedEventNumberOfEntries k=AlarmIdentifier
EventTime t/r
AlarmIdentifier s/r L64
NotificationType s/r e276
ManagedObjectInstance s/r L512
EventType s/r L64
ProbableCause s/r L64
SpecificProblem s/r L128
PerceivedSeverity s/r e277
AdditionalText s/r L256
AdditionalInformation s/r L256

Device.FaultMgmt.HistoryEvent.{i}. n=HistoryEventNumberOfEntries k=EventTime,AlarmIdentifier
EventTime t/r
AlarmIdentifier s/r L64
NotificationType s/r e276
ManagedObjectInstance s/r L512
EventType s/r L64
ProbableCause s/r L64
SpecificProblem s/r L128
PerceivedSeverity s/r e277
AdditionalText s/r L256
AdditionalInformation s/r L256

Device.FaultMgmt.QueuedEvent.{i}. n=QueuedEventNumberOfEntries k=AlarmIdentifier
EventTime t/r
AlarmIdentifier s/r L64
NotificationType s/r e276
ManagedObjectInstance s/r L512
EventType s/r L64
ProbableCause s/r L64
SpecificProblem s/r L128
PerceivedSeverity s/r e277
AdditionalText s/r L256
AdditionalInformation s/r L256

Device.FaultMgmt.SupportedAlarm.{i}. n=SupportedAlarmNumberOfEntries k=EventType,ProbableCause,SpecificProblem,PerceivedSeverity
EventType s/r L64
ProbableCause s/r L64
SpecificProblem s/r L128
PerceivedSeverity s/r e273
ReportingMechanism s/w e274

Device.Firewall.
Enable b/w
Config s/w e261
AdvancedLevel s/w RsDevice.Firewall.Level.
PolicyLevel s/w RsDevice.Firewall.Level.
Type s/r e262
Version s/r L16
LastChange t/r
LevelNumberOfEntries u/r
ChainNumberOfEntries u/r
DMZNumberOfEntries u/r
ServiceNumberOfEntries u/r
PinholeNumberOfEntries u/r
PolicyNumberOfEntries u/r
InterfaceSettingNumberOfEntries u/r
SetNumberOfEntries u/r
LogNumberOfEntries u/r

Device.Firewall.Chain.{i}. w n=ChainNumberOfEntries k=Alias k=Name
Enable b/w
Alias s/o
Name s/w L64
Creator s/r e264
RuleNumberOfEntries u/r

Device.Firewall.Chain.{i}.Rule.{i}. w n=RuleNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Order u/w r1:
Alias s/o
Description s/w L256
Target s/w e265
TargetChain s/w RsDevice.Firewall.Chain.{i}.
Log b/w
LogRef [s]/w RsDevice.Firewall.Log.
CreationDate t/r
ExpiryDate t/w
SourceInterface s/w L256 Rs
SourceInterfaceExclude b/w
SourceAllInterfaces b/w
DestInterface s/w L256 Rs
DestInterfaceExclude b/w
DestAllInterfaces b/w
IPVersion i/w r4:4,6:6,-1:-1
DestIP s/w
DestMask s/w
DestIPExclude b/w
DestMatchSet s/w RsDevice.Firewall.Set.
DestMatchSetExclude s/w RsDevice.Firewall.Set.
SourceIP s/w
SourceMask s/w
SourceIPExclude b/w
SourceMatchSet s/w RsDevice.Firewall.Set.
SourceMatchSetExclude s/w RsDevice.Firewall.Set.
Protocol i/w r-1:255
ProtocolExclude b/w
DestPort i/w r-1:65535
DestPortRangeMax i/w r-1:65535
DestPortExclude b/w
SourcePort i/w r-1:65535
SourcePortRangeMax i/w r-1:65535
SourcePortExclude b/w
DSCP i/w r-1:63
DSCPExclude b/w
ConnectionState [s]/w e266
SourceMAC s/w
SourceMACExclude b/w

Device.Firewall.ConnectionTracking.

Device.Firewall.ConnectionTracking.FTP.
Enable b/w
Ports [i]/w r0:65535
Loose b/w

Device.Firewall.ConnectionTracking.H323.
Enable b/w
RegistrationRequestTTL u/w
GKRoutedOnly b/w
CallForwardFilter b/w

Device.Firewall.ConnectionTracking.IRC.
Enable b/w
Ports [i]/w r0:65535
MAXDCCChannels u/w
DCCTimeout u/w

Device.Firewall.ConnectionTracking.PPTP.
Enable b/w

Device.Firewall.ConnectionTracking.SIP.
Enable b/w
Ports [i]/w r0:65535
DirectMedia b/w
DirectSignaling b/w
ExternalMedia b/w
TimeOut u/w

Device.Firewall.ConnectionTracking.TFTP.
Enable b/w
Ports [i]/w r0:65535

Device.Firewall.DMZ.{i}. w n=DMZNumberOfEntries k=Alias k=DestIP,SourcePrefix
Alias s/o
Enable b/w
Status s/r e66
Origin s/o e233
Description s/w L256
Interface s/w L256 RsDevice.IP.Interface.
LeaseDuration u/w u0
RemainingLeaseTime u/r u0
DestIP s/w
SourcePrefix s/w
Log b/w
LogRef [s]/w RsDevice.Firewall.Log.

Device.Firewall.InterfaceSetting.{i}. w n=InterfaceSettingNumberOfEntries k=Alias k=Interface
Enable b/w
Status s/r e66
Alias s/o
Interface s/w L256 RsDevice.IP.Interface.
IPv4SpoofingProtection b/w
IPv6SpoofingProtection b/w
IPv4AcceptICMPEchoRequest b/w
IPv6AcceptICMPEchoRequest b/w
IPv6PassThroughICMPEchoRequest b/w
StealthMode b/w

Device.Firewall.Level.{i}. w n=LevelNumberOfEntries k=Alias k=Name
Alias s/o
Name s/w L64
Description s/w L256
Order u/w r1:
Policies [s]/w Rs
Chain s/r RsDevice.Firewall.Chain.
PortMappingEnabled b/w
DefaultPolicy s/w e263
DefaultLogPolicy b/w

Device.Firewall.Log.{i}. w n=LogNumberOfEntries k=Alias
Alias s/o
Enable b/w
Description s/w L256
Severity s/w e269
Prefix s/w

Device.Firewall.Log.{i}.Filter.
Policy s/w e270
SourceInterface s/w L256 RsDevice.IP.Interface.
DestinationInterface s/w L256 RsDevice.IP.Interface.

Device.Firewall.Pinhole.{i}. w n=PinholeNumberOfEntries k=Alias
Alias s/o
Enable b/w
Status s/r e240
Origin s/o e241
Description s/w L256
Interface s/w L256 RsDevice.IP.Interface.
LeaseDuration u/w u0
RemainingLeaseTime u/r u0
SourcePort i/w r-1:65535
SourcePortRangeMax i/w r-1:65535
DestPort i/w r-1:65535
DestPortRangeMax i/w r-1:65535
IPVersion i/w r4:4,6:6,-1:-1
Protocol [i]/w r-1:255
SourcePrefixes [s]/w
DestIP s/w
DestMACAddress s/w
ScheduleRef [s]/w RsDevice.Schedules.Schedule.
Log b/w
LogRef [s]/w RsDevice.Firewall.Log.

Device.Firewall.Policy.{i}. w n=PolicyNumberOfEntries k=Alias
Alias s/o
Enable b/w
Status s/r e66
Chain s/w RsDevice.Firewall.Chain.
TargetChain s/w e267
SourceInterface s/w L256 RsDevice.IP.Interface.
DestinationInterface s/w L256 RsDevice.IP.Interface.
IPVersion i/w r4:4,6:6,-1:-1
ReverseChain s/w RsDevice.Firewall.Chain.
ReverseTargetChain s/w e267
Log b/w
LogRef [s]/w RsDevice.Firewall.Log.

Device.Firewall.Service.{i}. w n=ServiceNumberOfEntries k=Alias k=Interface,DestPort,Protocol,SourcePrefixes
Alias s/o
Enable b/w
Status s/r e66
Interface s/w L256 RsDevice.IP.Interface.
DestPort [i]/w r-1:65535
IPVersion i/w r4:4,6:6,-1:-1
Protocol [i]/w r-1:255
ICMPType i/w r-1:255
SourcePrefixes [s]/w
Action s/w e263
Log b/w
LogRef [s]/w RsDevice.Firewall.Log.

Device.Firewall.Set.{i}. w n=SetNumberOfEntries k=Alias k=Name
Alias s/o
Enable b/w
Origin s/o e233
Name s/w L31
Type s/w e268
IPVersion i/w r4:4,6:6,-1:-1
RuleNumberOfEntries u/r

Device.Firewall.Set.{i}.Rule.{i}. w n=RuleNumberOfEntries k=Alias
Alias s/o
Exclude b/w
IPAddressList [s]/w
MACAddressList [s]/w
PortList [s]/w

Device.GRE.
TunnelNumberOfEntries u/r
FilterNumberOfEntries u/r

Device.GRE.Filter.{i}. w n=FilterNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Order u/w r1:
Alias s/o
Interface s/w L256 RsDevice.GRE.Tunnel.,Device.GRE.Tunnel.{i}.Interface.
AllInterfaces b/w
VLANIDCheck i/w r-1:
VLANIDExclude b/w
DSCPMarkPolicy i/w r-2:63

Device.GRE.Tunnel.{i}. w n=TunnelNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
RemoteEndpoints [s]/w L256
KeepAlivePolicy s/w e209
KeepAliveTimeout u/w u0
KeepAliveThreshold u/w
DeliveryHeaderProtocol s/w e210
DefaultDSCPMark u/w
ConnectedRemoteEndpoint s/r L256
InterfaceNumberOfEntries u/r

Device.GRE.Tunnel.{i}.Interface.{i}. w n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
ProtocolIdOverride u/w
UseChecksum b/w
KeyIdentifierGenerationPolicy s/w e211
KeyIdentifier u/w
UseSequenceNumber b/w

Device.GRE.Tunnel.{i}.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
DiscardChecksumReceived u/r u21
DiscardSequenceNumberReceived u/r u21
Reset()

Device.GRE.Tunnel.{i}.Stats.
KeepAliveSent u/r u62
KeepAliveReceived u/r u62
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21

Device.GatewayInfo.
ManagementProtocol s/r e383
EndpointID s/r
MACAddress s/r
ManufacturerOUI s/r L6
ProductClass s/r L64
SerialNumber s/r L64
UnknownGatewayDiscovered! MACAddress
USPGatewayDiscovered! EndpointID
CWMPGatewayDiscovered! ManufacturerOUI ProductClass SerialNumber

Device.Ghn.
InterfaceNumberOfEntries u/r

Device.Ghn.Diagnostics.
PHYThroughput() a
>Interface s/w RsDevice.Ghn.Interface. m
>DiagnoseMACAddress s/w m
<Status Result.{i}.DestinationMACAddress Result.{i}.LinkState Result.{i}.TxPhyRate Result.{i}.RxPhyRate
PerformanceMonitoring() a
>Interface s/w RsDevice.Ghn.Interface. m
>DiagnoseMACAddress s/w m
>SampleInterval u/w u0 m
>SNRGroupLength u/w r1:1,2:2,4:4,8:8,16:16,32:32,64:64,128:128,256:256 m
<Status Nodes.CurrentStart Nodes.CurrentEnd Nodes.Node.{i}.DestinationMACAddress Nodes.Node.{i}.BytesSent Nodes.Node.{i}.BytesReceived Nodes.Node.{i}.PacketsSent Nodes.Node.{i}.PacketsReceived Nodes.Node.{i}.ErrorsSent Nodes.Node.{i}.ErrorsReceived Nodes.Node.{i}.UnicastPacketsSent Nodes.Node.{i}.UnicastPacketsReceived Nodes.Node.{i}.DiscardPacketsSent Nodes.Node.{i}.DiscardPacketsReceived Nodes.Node.{i}.MulticastPacketsSent Nodes.Node.{i}.MulticastPacketsReceived Nodes.Node.{i}.BroadcastPacketsSent Nodes.Node.{i}.BroadcastPacketsReceived Nodes.Node.{i}.UnknownProtoPacketsReceived Nodes.Node.{i}.MgmtBytesSent Nodes.Node.{i}.MgmtBytesReceived Nodes.Node.{i}.MgmtPacketsSent Nodes.Node.{i}.MgmtPacketsReceived Nodes.Node.{i}.BlocksSent Nodes.Node.{i}.BlocksReceived Nodes.Node.{i}.BlocksResent Nodes.Node.{i}.BlocksErrorsReceived Channels.TimeStamp Channels.Channel.{i}.DestinationMACAddress Channels.Channel.{i}.SNR

Device.Ghn.Diagnostics.PHYThroughput.
DiagnosticsState s/w e395
Interface s/w !2.12
DiagnoseMACAddress s/w !2.12
PHYThroughputResultNumberOfEntries u/r !2.12

Device.Ghn.Diagnostics.PHYThroughput.Result.{i}. !2.12
DestinationMACAddress s/r !2.12
LinkState s/r !2.12
TxPhyRate u/r !2.12
RxPhyRate u/r !2.12

Device.Ghn.Diagnostics.PerformanceMonitoring.
DiagnosticsState s/w e395
Interface s/w RsDevice.Ghn.Interface.
DiagnoseMACAddress s/w
SampleInterval u/w u0
SNRGroupLength u/w r1:1,2:2,4:4,8:8,16:16,32:32,64:64,128:128,256:256

Device.Ghn.Diagnostics.PerformanceMonitoring.Channels.
TimeStamp t/r
ChannelNumberOfEntries u/r

Device.Ghn.Diagnostics.PerformanceMonitoring.Channels.Channel.{i}. n=ChannelNumberOfEntries k=DestinationMACAddress
DestinationMACAddress s/r
SNR [u]/r u17

Device.Ghn.Diagnostics.PerformanceMonitoring.Nodes.
CurrentStart t/r
CurrentEnd t/r
NodeNumberOfEntries u/r

Device.Ghn.Diagnostics.PerformanceMonitoring.Nodes.Node.{i}. n=NodeNumberOfEntries k=DestinationMACAddress
DestinationMACAddress s/r
BytesSent U/r
BytesReceived U/r
PacketsSent U/r
PacketsReceived U/r
ErrorsSent u/r
ErrorsReceived u/r
UnicastPacketsSent U/r
UnicastPacketsReceived U/r
DiscardPacketsSent u/r
DiscardPacketsReceived u/r
MulticastPacketsSent U/r
MulticastPacketsReceived U/r
BroadcastPacketsSent U/r
BroadcastPacketsReceived U/r
UnknownProtoPacketsReceived u/r
MgmtBytesSent U/r
MgmtBytesReceived U/r
MgmtPacketsSent U/r
MgmtPacketsReceived U/r
BlocksSent U/r
BlocksReceived U/r
BlocksResent u/r
BlocksErrorsReceived u/r

Device.Ghn.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate u/r u26
MACAddress s/r
FirmwareVersion s/r L64
MaxTransmitRate u/r u26
TargetDomainNames [s]/w L32
DomainName s/r L32
DomainNameIdentifier u/r
DomainId u/r
DeviceId u/r
NodeTypeDMCapable b/r
DMRequested b/w
IsDM b/r
NodeTypeSCCapable b/r
SCRequested b/w
IsSC b/r
StandardVersions [s]/r
MaxBandPlan u/r
MediumType s/r e88
TAIFG u/r u38
NotchedAmateurRadioBands x/w L2
PHYThroughputDiagnosticsEnable [u]/w
PerformanceMonitoringDiagnosticsEnable [u]/w
SMMaskedBandNumberOfEntries u/r
NodeTypeDMConfig b/w
NodeTypeDMStatus b/r
NodeTypeSCStatus b/r
AssociatedDeviceNumberOfEntries u/r
PSM [u]/w
ConnectionType s/r !2.14

Device.Ghn.Interface.{i}.AssociatedDevice.{i}. n=AssociatedDeviceNumberOfEntries k=MACAddress
MACAddress s/r
DeviceId u/r
TxPhyRate u/r u26
RxPhyRate u/r u26
Active b/r

Device.Ghn.Interface.{i}.DMInfo.
DomainName x/w L32
DomainNameIdentifier x/r L2
DomainId u/r
MACCycleDuration u/w r0:0,10:200 u39
SCDeviceId u/w
SCMACAddress s/w
ReregistrationTimePeriod u/w r5:63 u40
TopologyPeriodicInterval u/w r0:255 u41
MinSupportedBandplan u/w
MaxSupportedBandplan u/w

Device.Ghn.Interface.{i}.SCInfo.
ModesSupported [s]/r e89
ModeEnabled s/w
MICSize s/w e90
Location b/r

Device.Ghn.Interface.{i}.SMMaskedBand.{i}. w n=SMMaskedBandNumberOfEntries k=BandNumber
Enable b/w
BandNumber u/w
StartSubCarrier u/w
StopSubCarrier u/w

Device.Ghn.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
MgmtBytesSent U/r
MgmtBytesReceived U/r
MgmtPacketsSent U/r
MgmtPacketsReceived U/r
BlocksSent U/r
BlocksReceived U/r
BlocksResent u/r
BlocksErrorsReceived u/r
Reset()

Device.HPNA.
InterfaceNumberOfEntries u/r

Device.HPNA.Diagnostics.
PHYThroughput() a
>Interface s/w L256 RwDevice.HPNA.Interface. m
>NumPacketsInBurst u/w m
>BurstInterval u/w u3 m
>TestPacketPayloadLength u/w r0:1480 m
>PayloadEncoding u/w m
>PayloadDataGen u/w m
>PayloadType s/w e77 m
>PriorityLevel u/w r0:7 m
<Status Result.{i}.SrcMACAddress Result.{i}.DestMACAddress Result.{i}.PHYRate Result.{i}.BaudRate Result.{i}.SNR Result.{i}.PacketsReceived Result.{i}.Attenuation
PerformanceMonitoring() a
>Interface s/w L256 RwDevice.HPNA.Interface. m
>SampleInterval u/w u0 m
<Status Nodes.CurrentStart Nodes.CurrentEnd Nodes.Node.{i}.MACAddress Nodes.Node.{i}.BytesSent Nodes.Node.{i}.BytesReceived Nodes.Node.{i}.PacketsSent Nodes.Node.{i}.PacketsReceived Nodes.Node.{i}.BroadcastPacketsSent Nodes.Node.{i}.BroadcastPacketsReceived Nodes.Node.{i}.MulticastPacketsSent Nodes.Node.{i}.MulticastPacketsReceived Nodes.Node.{i}.PacketsCrcErrored Nodes.Node.{i}.PacketsCrcErroredHost Nodes.Node.{i}.PacketsShortErrored Nodes.Node.{i}.PacketsShortErroredHost Nodes.Node.{i}.RxPacketsDropped Nodes.Node.{i}.TxPacketsDropped Nodes.Node.{i}.ControlRequestLocal Nodes.Node.{i}.ControlReplyLocal Nodes.Node.{i}.ControlRequestRemote Nodes.Node.{i}.ControlReplyRemote Nodes.Node.{i}.PacketsSentWire Nodes.Node.{i}.BroadcastPacketsSentWire Nodes.Node.{i}.MulticastPacketsSentWire Nodes.Node.{i}.PacketsInternalControl Nodes.Node.{i}.BroadcastPacketsInternalControl Nodes.Node.{i}.PacketsReceivedQueued Nodes.Node.{i}.PacketsReceivedForwardUnknown Nodes.Node.{i}.NodeUtilization Channels.TimeStamp Channels.Channel.{i}.HostSrcMACAddress Channels.Channel.{i}.HostDestMACAddress Channels.Channel.{i}.HPNASrcMACAddress Channels.Channel.{i}.HPNADestMACAddress Channels.Channel.{i}.PHYRate Channels.Channel.{i}.BaudRate Channels.Channel.{i}.SNR Channels.Channel.{i}.PacketsSent Channels.Channel.{i}.PacketsReceived Channels.Channel.{i}.LARQPacketsReceived Channels.Channel.{i}.FlowSpec

Device.HPNA.Diagnostics.PHYThroughput.
DiagnosticsState s/w e408
Interface s/w L256 RwDevice.HPNA.Interface.
NumPacketsInBurst u/w
BurstInterval u/w u3
TestPacketPayloadLength u/w r0:1480
PayloadEncoding u/w
PayloadDataGen u/w
PayloadType s/w e77
PriorityLevel u/w r0:7
ResultNumberOfEntries u/r

Device.HPNA.Diagnostics.PHYThroughput.Result.{i}. n=ResultNumberOfEntries k=SrcMACAddress,DestMACAddress
SrcMACAddress s/r
DestMACAddress s/r
PHYRate u/r u26
BaudRate u/r u72
SNR u/r u18
PacketsReceived u/r
Attenuation u/r u18

Device.HPNA.Diagnostics.PerformanceMonitoring.
DiagnosticsState s/w e409
Interface s/w L256 RwDevice.HPNA.Interface.
SampleInterval u/w u0

Device.HPNA.Diagnostics.PerformanceMonitoring.Channels.
TimeStamp t/r
ChannelNumberOfEntries u/r

Device.HPNA.Diagnostics.PerformanceMonitoring.Channels.Channel.{i}. n=ChannelNumberOfEntries k=HostSrcMACAddress,HostDestMACAddress
HostSrcMACAddress s/r
HostDestMACAddress s/r
HPNASrcMACAddress s/r
HPNADestMACAddress s/r
PHYRate u/r u26
BaudRate u/r u72
SNR u/r u18
PacketsSent u/r
PacketsReceived u/r
LARQPacketsReceived u/r
FlowSpec s/r L256 RsDevice.HPNA.Interface.{i}.QoS.FlowSpec.

Device.HPNA.Diagnostics.PerformanceMonitoring.Nodes.
CurrentStart t/r
CurrentEnd t/r
NodeNumberOfEntries u/r

Device.HPNA.Diagnostics.PerformanceMonitoring.Nodes.Node.{i}. n=NodeNumberOfEntries k=MACAddress
MACAddress s/r
BytesSent U/r
BytesReceived U/r
PacketsSent U/r
PacketsReceived U/r
BroadcastPacketsSent U/r
BroadcastPacketsReceived U/r
MulticastPacketsSent U/r
MulticastPacketsReceived U/r
PacketsCrcErrored u/r
PacketsCrcErroredHost u/r
PacketsShortErrored u/r
PacketsShortErroredHost u/r
RxPacketsDropped u/r
TxPacketsDropped u/r
ControlRequestLocal u/r
ControlReplyLocal u/r
ControlRequestRemote u/r
ControlReplyRemote u/r
PacketsSentWire U/r
BroadcastPacketsSentWire U/r
MulticastPacketsSentWire U/r
PacketsInternalControl u/r
BroadcastPacketsInternalControl u/r
PacketsReceivedQueued u/r
PacketsReceivedForwardUnknown u/r
NodeUtilization u/r r0:1000 u36

Device.HPNA.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate u/r u26
MACAddress s/r
FirmwareVersion s/r L64
NodeID u/r
IsMaster b/r
Synced b/r
TotalSyncTime u/r u0
NetworkUtilization u/r r0:1000 u36
PossibleConnectionTypes [s]/r e73
ConnectionType [s]/w
PossibleSpectralModes [s]/r e74
SpectralMode s/w
MTU u/w u8
NoiseMargin u/w u18
DefaultNonLARQPER u/w
LARQEnable b/w
MinMulticastRate u/w u26
NegMulticastRate u/r u26
MasterSelectionMode s/w e75
AssociatedDeviceNumberOfEntries u/r

Device.HPNA.Interface.{i}.AssociatedDevice.{i}. n=AssociatedDeviceNumberOfEntries k=MACAddress
MACAddress s/r
NodeID u/r
IsMaster b/r
Synced b/r
TotalSyncTime u/r u0
MaxBitRate u/r u26
PHYDiagnosticsEnable b/w
Active b/r

Device.HPNA.Interface.{i}.QoS.
FlowSpecNumberOfEntries u/r

Device.HPNA.Interface.{i}.QoS.FlowSpec.{i}. w n=FlowSpecNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Alias s/o
TrafficClasses [u]/w
FlowType s/w e76
Priority u/w r0:7
Latency u/w r0:999 u3
Jitter u/w r0:999 u3
PacketSize u/w r0:
MinRate u/w
AvgRate u/w
MaxRate u/w
PER u/w
Timeout u/w u3

Device.HPNA.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.HomePlug.
InterfaceNumberOfEntries u/r

Device.HomePlug.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate u/r u26
MACAddress s/r
LogicalNetwork s/w L64
Version s/r L16
FirmwareVersion s/r L64
ForceCCo b/w
NetworkPassword s/w L32 x
OtherNetworksPresent [s]/r
AssociatedDeviceNumberOfEntries u/r

Device.HomePlug.Interface.{i}.AssociatedDevice.{i}. n=AssociatedDeviceNumberOfEntries k=MACAddress
MACAddress s/r
TxPhyRate u/r u26
RxPhyRate u/r u26
SNRPerTone [u]/r u18
AvgAttenuation u/r u18
EndStationMACs [s]/r
Active b/r

Device.HomePlug.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
MPDUTxAck U/r
MPDUTxCol U/r
MPDUTxFailed U/r
MPDURxAck U/r
MPDURxFailed U/r
Reset()

Device.Hosts.
HostNumberOfEntries u/r
AccessControlNumberOfEntries u/r

Device.Hosts.AccessControl.{i}. w n=AccessControlNumberOfEntries k=Alias k=PhysAddress
Alias s/o
Origin s/o e233
PhysAddress s/w L64
PhysAddressMask s/w L64
HostName s/w L256
Enable b/w
AccessPolicy s/w e234
ScheduleRef [s]/w RsDevice.Schedules.Schedule.
ScheduleNumberOfEntries u/r

Device.Hosts.AccessControl.{i}.Schedule.{i}. w n=ScheduleNumberOfEntries k=Alias
Alias s/o
Enable b/w
Day [s]/w e101
StartTime s/w L5
Duration u/w r1: u0

Device.Hosts.Host.{i}. n=HostNumberOfEntries k=PhysAddress
PhysAddress s/r L64
IPAddress s/r
DHCPClient [s]/r RsDevice.DHCPv4.Server.Pool.{i}.Client.,Device.DHCPv6.Server.Pool.{i}.Client.
AssociatedDevice s/r L256 Rs
Layer1Interface s/r L256 Rs
Layer3Interface s/r L256 RsDevice.IP.Interface.
InterfaceType s/r e232
HostName s/r L64
Active b/r
ActiveLastChange t/r
IPv4AddressNumberOfEntries u/r
IPv6AddressNumberOfEntries u/r
Alias s/w !2.14
AddressSource s/r !2.14
LeaseTimeRemaining i/r !2.14
VendorClassID s/r !2.14
ClientID x/r !2.14
UserClassID x/r !2.15

Device.Hosts.Host.{i}.IPv4Address.{i}. n=IPv4AddressNumberOfEntries k=IPAddress
IPAddress s/r

Device.Hosts.Host.{i}.IPv6Address.{i}. n=IPv6AddressNumberOfEntries k=IPAddress
IPAddress s/r

Device.Hosts.Host.{i}.WANStats.
BytesSent U/r
BytesReceived U/r
PacketsSent U/r
PacketsReceived U/r
ErrorsSent u/r
RetransCount u/r
DiscardPacketsSent u/r

Device.IEEE1905.
Version s/r e304

Device.IEEE1905.AL.
IEEE1905Id s/r
Status s/r e305
LastChange u/r u0
LowerLayers [s]/r RsDevice.IEEE1905.AL.Interface.
RegistrarFreqBand [s]/r e306
InterfaceNumberOfEntries u/r

Device.IEEE1905.AL.ForwardingTable.
SetForwardingEnabled b/w
ForwardingRuleNumberOfEntries u/r

Device.IEEE1905.AL.ForwardingTable.ForwardingRule.{i}. w n=ForwardingRuleNumberOfEntries
InterfaceList [s]/w L256 RsDevice.IEEE1905.AL.Interface.
MACDestinationAddress s/w
MACDestinationAddressFlag b/w
MACSourceAddress s/w
MACSourceAddressFlag b/w
EtherType u/w
EtherTypeFlag b/w
Vid u/w r0:4095
VidFlag b/w
PCP u/w r0:7
PCPFlag b/w

Device.IEEE1905.AL.Interface.{i}. n=InterfaceNumberOfEntries k=InterfaceId
InterfaceId s/r
Status s/r e24
LastChange u/r u0
LowerLayers [s]/r Rs
InterfaceStackReference s/r L256
MediaType s/r e307
GenericPhyOUI s/r L6
GenericPhyVariant x/r L1
GenericPhyURL s/r
SetIntfPowerStateEnabled b/w
PowerState s/w e308
VendorPropertiesNumberOfEntries u/r
LinkNumberOfEntries u/r

Device.IEEE1905.AL.Interface.{i}.Link.{i}. n=LinkNumberOfEntries k=InterfaceId,IEEE1905Id
InterfaceId s/r
IEEE1905Id s/r
MediaType s/r e307
GenericPhyOUI s/r L6
GenericPhyVariant x/r L1
GenericPhyURL s/r

Device.IEEE1905.AL.Interface.{i}.Link.{i}.Metric.
IEEE802dot1Bridge b/r
PacketErrors u/r u65
PacketErrorsReceived u/r u65
TransmittedPackets u/r u65
PacketsReceived u/r u65
MACThroughputCapacity u/r u45
LinkAvailability u/r r0:100 u2
PHYRate u/r u45
RSSI u/r r0:255 u42

Device.IEEE1905.AL.Interface.{i}.VendorProperties.{i}. n=VendorPropertiesNumberOfEntries
OUI s/r L6
Information x/r L65535

Device.IEEE1905.AL.NetworkTopology.
Enable b/w
Status s/r e309
MaxChangeLogEntries u/w r1:
LastChange s/r L256 RsDevice.IEEE1905.AL.NetworkTopology.ChangeLog.
IEEE1905DeviceNumberOfEntries u/r
ChangeLogNumberOfEntries u/r

Device.IEEE1905.AL.NetworkTopology.ChangeLog.{i}. n=ChangeLogNumberOfEntries
TimeStamp t/r
EventType s/r e310
ReporterDeviceId s/r
ReporterInterfaceId s/r
NeighborType s/r e311
NeighborId s/r

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}. n=IEEE1905DeviceNumberOfEntries k=IEEE1905Id
IEEE1905Id s/r
Version s/r e304
RegistrarFreqBand [s]/r e306
FriendlyName s/r L128
ManufacturerName s/r L128
ManufacturerModel s/r L128
ControlURL s/r
AssocWiFiNetworkDeviceRef s/r RsDevice.WiFi.DataElements.Network.Device.
VendorPropertiesNumberOfEntries u/r
IPv4AddressNumberOfEntries u/r
IPv6AddressNumberOfEntries u/r
InterfaceNumberOfEntries u/r
NonIEEE1905NeighborNumberOfEntries u/r
IEEE1905NeighborNumberOfEntries u/r
L2NeighborNumberOfEntries u/r
BridgingTupleNumberOfEntries u/r

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.BridgingTuple.{i}. n=BridgingTupleNumberOfEntries
InterfaceList [s]/r L256 RsDevice.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.Interface.

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.IEEE1905Neighbor.{i}. n=IEEE1905NeighborNumberOfEntries k=LocalInterface,NeighborDeviceId
LocalInterface s/r L256 RsDevice.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.Interface.
NeighborDeviceId s/r
MetricNumberOfEntries u/r

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.IEEE1905Neighbor.{i}.Metric.{i}. n=MetricNumberOfEntries k=NeighborMACAddress
NeighborMACAddress s/r
IEEE802dot1Bridge b/r
PacketErrors u/r u65
PacketErrorsReceived u/r u65
TransmittedPackets u/r u65
PacketsReceived u/r u65
MACThroughputCapacity u/r u45
LinkAvailability u/r r0:100 u2
PHYRate u/r u45
RSSI u/r r0:255 u42

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.IPv4Address.{i}. n=IPv4AddressNumberOfEntries k=MACAddress,IPv4Address
MACAddress s/r
IPv4Address s/r
IPv4AddressType s/r e312
DHCPServer s/r

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.IPv6Address.{i}. n=IPv6AddressNumberOfEntries k=MACAddress,IPv6Address
MACAddress s/r
IPv6Address s/r
IPv6AddressType s/r e313
IPv6AddressOrigin s/r

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.Interface.{i}. n=InterfaceNumberOfEntries k=InterfaceId
InterfaceId s/r
MediaType s/r e307
PowerState s/r e308
GenericPhyOUI s/r L6
GenericPhyVariant x/r L1
GenericPhyURL s/r
NetworkMembership s/r
Role s/r e314
APChannelBand x/r L1
FrequencyIndex1 x/r L1
FrequencyIndex2 x/r L1

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.L2Neighbor.{i}. n=L2NeighborNumberOfEntries k=LocalInterface,NeighborInterfaceId
LocalInterface s/r L256 RsDevice.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.Interface.
NeighborInterfaceId s/r
BehindInterfaceIds [s]/r

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.NonIEEE1905Neighbor.{i}. n=NonIEEE1905NeighborNumberOfEntries k=LocalInterface,NeighborInterfaceId
LocalInterface s/r L256 RsDevice.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.Interface.
NeighborInterfaceId s/r

Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.VendorProperties.{i}. n=VendorPropertiesNumberOfEntries
MessageType x/r L1
OUI s/r L6
Information x/r L65535

Device.IEEE1905.AL.NetworkingRegistrar.
Registrar2dot4 [s]/r
Registrar5 [s]/r
Registrar60 [s]/r

Device.IEEE1905.AL.Security.
SetupMethod [s]/w e315
Password s/w x

Device.IEEE8021x.
SupplicantNumberOfEntries u/r

Device.IEEE8021x.Supplicant.{i}. w n=SupplicantNumberOfEntries k=Alias k=Interface
Enable b/w
Status s/r e66
Alias s/o
Interface s/w L256 Rs
PAEState s/r e252
EAPIdentity s/w L256
MaxStart u/w r1:10
StartPeriod u/w r1: u0
HeldPeriod u/w r1: u0
AuthPeriod u/w u0
AuthenticationCapabilities [s]/r e253
StartFailurePolicy s/w e254
AuthenticationSuccessPolicy s/w e255
Reset b/w
Disconnect b/w
Reset()
Disconnect()

Device.IEEE8021x.Supplicant.{i}.EAPMD5.
Enable b/w
SharedSecret s/w L256 x

Device.IEEE8021x.Supplicant.{i}.EAPTLS.
Enable b/w
MutualAuthenticationEnable b/w
Certificate s/w RsDevice.Security.Certificate.
CABundle s/w RsDevice.Security.CABundle.

Device.IEEE8021x.Supplicant.{i}.Stats.
ReceivedFrames u/r
TransmittedFrames u/r
TransmittedStartFrames u/r
TransmittedLogoffFrames u/r
TransmittedResponseIdFrames u/r
TransmittedResponseFrames u/r
ReceivedRequestIdFrames u/r
ReceivedRequestFrames u/r
ReceivedInvalidFrames u/r
ReceivedLengthErrorFrames u/r
LastFrameVersion u/r
LastFrameSourceMACAddress s/r
SuccessCount u/r
FailureCount u/r
Reset b/w
Reset()

Device.IP.
IPv4Capable b/r
IPv4Enable b/w
IPv4Status s/r e5
IPv6Capable b/r
IPv6Enable b/w
IPv6Status s/r e5
ULAPrefix s/w
ActivePortNumberOfEntries u/r
InterfaceNumberOfEntries u/r

Device.IP.ActivePort.{i}. n=ActivePortNumberOfEntries k=LocalIPAddress,LocalPort,RemoteIPAddress,RemotePort
LocalIPAddress s/r
LocalPort u/r r0:65535
RemoteIPAddress s/r
RemotePort u/r r0:65535
Status s/r e189

Device.IP.Diagnostics.
IPv4PingSupported b/r
IPv6PingSupported b/r
IPv4TraceRouteSupported b/r
IPv6TraceRouteSupported b/r
IPv4DownloadDiagnosticsSupported b/r
IPv6DownloadDiagnosticsSupported b/r
IPv4UploadDiagnosticsSupported b/r
IPv6UploadDiagnosticsSupported b/r
IPv4UDPEchoDiagnosticsSupported b/r
IPv6UDPEchoDiagnosticsSupported b/r
IPLayerCapacitySupported b/r
IPv4ServerSelectionDiagnosticsSupported b/r
IPv6ServerSelectionDiagnosticsSupported b/r
DownloadTransports [s]/r e190
DownloadDiagnosticMaxConnections u/r r1:
DownloadDiagnosticsMaxIncrementalResult u/r r1:
UploadTransports [s]/r e190
UploadDiagnosticsMaxConnections u/r r1:
UploadDiagnosticsMaxIncrementalResult u/r r1:
UDPEchoDiagnosticsMaxResults u/r r1:
IPLayerMaxConnections u/r r1:
IPLayerMaxIncrementalResult u/r r1:
IPLayerCapSupportedSoftwareVersion s/r L64
IPLayerCapSupportedControlProtocolVersion s/r L64
IPLayerCapSupportedMetrics [s]/r e191
IPLayerCapacityAuthCodeNumberOfEntries u/r
IPPing() a
>Interface s/w L256 Rw
>ProtocolVersion s/w e192 m
>Host s/w L256 m
>NumberOfRepetitions u/w r1: m
>Timeout u/w r1: u3 m
>DataBlockSize u/w r1:65535 m
>DSCP u/w r0:63
<Status IPAddressUsed SuccessCount FailureCount AverageResponseTime MinimumResponseTime MaximumResponseTime AverageResponseTimeDetailed MinimumResponseTimeDetailed MaximumResponseTimeDetailed
TraceRoute() a
>Interface s/w L256 Rw
>ProtocolVersion s/w e192 m
>Host s/w L256 m
>NumberOfTries u/w r1:3
>Timeout u/w r1: u3
>DataBlockSize u/w r1:65535
>DSCP u/w r0:63
>MaxHopCount u/w r1:64
<Status IPAddressUsed ResponseTime RouteHops.{i}.Host RouteHops.{i}.HostAddress RouteHops.{i}.ErrorCode RouteHops.{i}.RTTimes
DownloadDiagnostics() a
>Interface s/w L256 Rw
>DownloadURL s/w m
>DSCP u/w r0:63
>EthernetPriority u/w r0:7
>TimeBasedTestDuration u/w r0:999 u0
>TimeBasedTestMeasurementInterval u/w r0:999 u0
>TimeBasedTestMeasurementOffset u/w r0:255 u0
>ProtocolVersion s/w e192
>NumberOfConnections u/w r1:
>EnablePerConnectionResults b/w
<Status IPAddressUsed ROMTime BOMTime EOMTime TestBytesReceived TotalBytesReceived TotalBytesSent TestBytesReceivedUnderFullLoading TotalBytesReceivedUnderFullLoading TotalBytesSentUnderFullLoading PeriodOfFullLoading TCPOpenRequestTime TCPOpenResponseTime PerConnectionResult.{i}.ROMTime PerConnectionResult.{i}.BOMTime PerConnectionResult.{i}.EOMTime PerConnectionResult.{i}.TestBytesReceived PerConnectionResult.{i}.TotalBytesReceived PerConnectionResult.{i}.TotalBytesSent PerConnectionResult.{i}.TCPOpenRequestTime PerConnectionResult.{i}.TCPOpenResponseTime IncrementalResult.{i}.TestBytesReceived IncrementalResult.{i}.TotalBytesReceived IncrementalResult.{i}.TotalBytesSent IncrementalResult.{i}.StartTime IncrementalResult.{i}.EndTime
UploadDiagnostics() a
>Interface s/w L256 Rw
>UploadURL s/w m
>DSCP u/w r0:63
>EthernetPriority u/w r0:7
>TestFileLength U/w u8
>TimeBasedTestDuration u/w r0:999 u0
>TimeBasedTestMeasurementInterval u/w r0:999 u0
>TimeBasedTestMeasurementOffset u/w r0:255 u0
>ProtocolVersion s/w e192
>NumberOfConnections u/w r1:
>EnablePerConnectionResults b/w
<Status IPAddressUsed ROMTime BOMTime EOMTime TestBytesSent TotalBytesReceived TotalBytesSent TestBytesSentUnderFullLoading TotalBytesReceivedUnderFullLoading TotalBytesSentUnderFullLoading PeriodOfFullLoading TCPOpenRequestTime TCPOpenResponseTime PerConnectionResult.{i}.ROMTime PerConnectionResult.{i}.BOMTime PerConnectionResult.{i}.EOMTime PerConnectionResult.{i}.TestBytesSent PerConnectionResult.{i}.TotalBytesReceived PerConnectionResult.{i}.TotalBytesSent PerConnectionResult.{i}.TCPOpenRequestTime PerConnectionResult.{i}.TCPOpenResponseTime IncrementalResult.{i}.TestBytesSent IncrementalResult.{i}.TotalBytesReceived IncrementalResult.{i}.TotalBytesSent IncrementalResult.{i}.StartTime IncrementalResult.{i}.EndTime
UDPEchoDiagnostics() a
>Interface s/w L256 RsDevice.IP.Interface.
>Host s/w L256 m
>Port u/w r1:65535 m
>NumberOfRepetitions u/w r1:
>Timeout u/w r1: u3 m
>DataBlockSize u/w r1:65535 u8
>DSCP u/w r0:63
>InterTransmissionTime u/w r1:65535 u3
>ProtocolVersion s/w e192
>EnableIndividualPacketResults b/w
<Status IPAddressUsed SuccessCount FailureCount AverageResponseTime MinimumResponseTime MaximumResponseTime IndividualPacketResult.{i}.PacketSuccess IndividualPacketResult.{i}.PacketSendTime IndividualPacketResult.{i}.PacketReceiveTime IndividualPacketResult.{i}.TestGenSN IndividualPacketResult.{i}.TestRespSN IndividualPacketResult.{i}.TestRespRcvTimeStamp IndividualPacketResult.{i}.TestRespReplyTimeStamp IndividualPacketResult.{i}.TestRespReplyFailureCount
IPLayerCapacity() a
>Interface s/w L256 Rw
>Role s/w e193 m
>Host s/w L256
>ServerList [s]/w L256 m
>Port u/w r1:65535
>JumboFramesPermitted b/w
>MTU u/w
>LocalInterfaceRateIncluded b/w
>AuthenticationEnabled b/w
>AuthenticationCode s/w x
>AuthenticationAlias s/w
>AuthenticationKeyFileLocation s/w
>NumberOfConnections u/w r1:
>FlowCount u/w
>MaximumFlows u/w
>EthernetPriority u/w r0:7
>DSCP u/w r0:63
>ProtocolVersion s/w e192
>UDPPayloadMin u/w r35:8972 u22
>UDPPayloadMax u/w r35:8972 u22
>UDPPayloadContent s/w e194
>PortMin u/w r49152:65535
>PortMax u/w r49152:65535
>PortOptionalMin u/w r0:0,1024:49151
>PortOptionalMax u/w r0:0,1024:49151
>TestType s/w e195
>IPDVEnable b/w
>IPRREnable b/w
>RIPREnable b/w
>PreambleDuration u/w r0:5 u0
>MaximumTestBandwidth u/w r:32767 u26
>StartSendingRate u/w r500:40000000 u50
>StartSendingRateIndex u/w r0:11108
>NumberTestSubIntervals u/w r1:100
>NumberFirstModeTestSubIntervals u/w r0:100
>TestSubInterval u/w r100:6000 u3
>StatusFeedbackInterval u/w r5:250 u3
>TimeoutNoTestTraffic u/w r500:1000 u3
>TimeoutNoStatusMessage u/w r500:1000 u3
>Tmax u/w r50:3000 u3
>TmaxRTT u/w r50:3000 u3
>TimestampResolution u/w r1:1000 u48
>SeqErrThresh u/w r0:100
>ReordDupIgnoreEnable b/w
>LowerThresh u/w r5:250 u3
>UpperThresh u/w r5:250 u3
>RetryThresh u/w r1:3000
>HighSpeedDelta u/w r2:
>RateAdjAlgorithm s/w e196
>SlowAdjThresh u/w r2:
>HSpeedThresh u/w r1: u60
<Status StatusCode StatusMessage BOMTime EOMTime TmaxUsed TestInterval MaxIPLayerCapacity TimeOfMax MaxETHCapacityNoFCS MaxETHCapacityWithFCS MaxETHCapacityWithFCSVLAN LossRatioAtMax RTTRangeAtMax PDVRangeAtMax MinOnewayDelayAtMax ReorderedRatioAtMax ReplicatedRatioAtMax RTTMinAtMax RTTMaxAtMax InterfaceEthMbpsAtMax IPLayerCapacitySummary LossRatioSummary RTTRangeSummary PDVRangeSummary MinOnewayDelaySummary MinRTTSummary ReorderedRatioSummary ReplicatedRatioSummary InterfaceEthMbpsSummary ModalResult.{i}.MaxIPLayerCapacity ModalResult.{i}.TimeOfMax ModalResult.{i}.MaxETHCapacityNoFCS ModalResult.{i}.MaxETHCapacityWithFCS ModalResult.{i}.MaxETHCapacityWithFCSVLAN ModalResult.{i}.LossRatioAtMax ModalResult.{i}.RTTRangeAtMax ModalResult.{i}.PDVRangeAtMax ModalResult.{i}.MinOnewayDelayAtMax ModalResult.{i}.ReorderedRatioAtMax ModalResult.{i}.ReplicatedRatioAtMax ModalResult.{i}.InterfaceEthMbpsAtMax IncrementalResult.{i}.IPLayerCapacity IncrementalResult.{i}.TimeOfSubInterval IncrementalResult.{i}.LossRatio IncrementalResult.{i}.RTTRange IncrementalResult.{i}.PDVRange IncrementalResult.{i}.MinOnewayDelay IncrementalResult.{i}.ReorderedRatio IncrementalResult.{i}.ReplicatedRatio IncrementalResult.{i}.InterfaceEthMbps TmaxRTTUsed TimestampResolutionUsed ActiveFlows
ServerSelectionDiagnostics() a
>Interface s/w L256 RsDevice.IP.Interface.
>ProtocolVersion s/w e192 m
>Protocol s/w e197 m
>HostList [s]/w L256 m
>NumberOfRepetitions u/w r1: m
>Timeout u/w r1: u3 m
<Status FastestHost MinimumResponseTime AverageResponseTime MaximumResponseTime IPAddressUsed

Device.IP.Diagnostics.DownloadDiagnostics.
DiagnosticsState s/w e414
Interface s/w L256 Rw
DownloadURL s/w
DSCP u/w r0:63
EthernetPriority u/w r0:7
TimeBasedTestDuration u/w r0:999 u0
TimeBasedTestMeasurementInterval u/w r0:999 u0
TimeBasedTestMeasurementOffset u/w r0:255 u0
ProtocolVersion s/w e192
NumberOfConnections u/w r1:
DownloadTransports [s]/r e190
DownloadDiagnosticMaxConnections u/r r1:
DownloadDiagnosticsMaxIncrementalResult u/r r1:
IPAddressUsed s/r
ROMTime t/r
BOMTime t/r
EOMTime t/r
TestBytesReceived U/r u8
TotalBytesReceived U/r u8
TotalBytesSent U/r u8
TestBytesReceivedUnderFullLoading U/r u8
TotalBytesReceivedUnderFullLoading U/r u8
TotalBytesSentUnderFullLoading U/r u8
PeriodOfFullLoading u/r u48
TCPOpenRequestTime t/r
TCPOpenResponseTime t/r
EnablePerConnectionResults b/w
PerConnectionResultNumberOfEntries u/r
IncrementalResultNumberOfEntries u/r

Device.IP.Diagnostics.DownloadDiagnostics.IncrementalResult.{i}. n=IncrementalResultNumberOfEntries
TestBytesReceived U/r u8
TotalBytesReceived U/r u8
TotalBytesSent U/r u8
StartTime t/r
EndTime t/r

Device.IP.Diagnostics.DownloadDiagnostics.PerConnectionResult.{i}. n=PerConnectionResultNumberOfEntries
ROMTime t/r
BOMTime t/r
EOMTime t/r
TestBytesReceived U/r u8
TotalBytesReceived U/r u8
TotalBytesSent U/r u8
TCPOpenRequestTime t/r
TCPOpenResponseTime t/r

Device.IP.Diagnostics.IPLayerCapacityAuthCode.{i}. w n=IPLayerCapacityAuthCodeNumberOfEntries k=Alias
Alias s/o
AuthenticationKey s/w x

Device.IP.Diagnostics.IPLayerCapacityMetrics.
DiagnosticsState s/w e417
IPLayerMaxConnections u/r r1:
IPLayerMaxIncrementalResult u/r r1:
IPLayerCapSupportedSoftwareVersion s/r L64
IPLayerCapSupportedControlProtocolVersion s/r L64
IPLayerCapSupportedMetrics [s]/r e191
IPLayerCapacityAuthCodeNumberOfEntries u/r
Interface s/w L256 Rw
Role s/w e193
Host s/w L256
ServerList [s]/w L256
Port u/w r1:65535
JumboFramesPermitted b/w
MTU u/w
LocalInterfaceRateIncluded b/w
AuthenticationEnabled b/w
AuthenticationCode s/w x
AuthenticationAlias s/w
AuthenticationKeyFileLocation s/w
NumberOfConnections u/w r1:
FlowCount u/w
MaximumFlows u/w
EthernetPriority u/w r0:7
DSCP u/w r0:63
ProtocolVersion s/w e192
UDPPayloadMin u/w r35:8972 u22
UDPPayloadMax u/w r35:8972 u22
UDPPayloadContent s/w e194
PortMin u/w r49152:65535
PortMax u/w r49152:65535
PortOptionalMin u/w r0:0,1024:49151
PortOptionalMax u/w r0:0,1024:49151
TestType s/w e195
IPDVEnable b/w
IPRREnable b/w
RIPREnable b/w
PreambleDuration u/w r0:5 u0
MaximumTestBandwidth u/w r:32767 u26
StartSendingRate u/w r500:40000000 u50
StartSendingRateIndex u/w r0:11108
NumberTestSubIntervals u/w r1:100
NumberFirstModeTestSubIntervals u/w r0:100
TestSubInterval u/w r100:6000 u3
StatusFeedbackInterval u/w r5:250 u3
TimeoutNoTestTraffic u/w r500:1000 u3
TimeoutNoStatusMessage u/w r500:1000 u3
Tmax u/w r50:3000 u3
TmaxRTT u/w r50:3000 u3
TimestampResolution u/w r1:1000 u48
SeqErrThresh u/w r0:100
ReordDupIgnoreEnable b/w
LowerThresh u/w r5:250 u3
UpperThresh u/w r5:250 u3
RetryThresh u/w r1:3000
HighSpeedDelta u/w r2:
RateAdjAlgorithm s/w e196
SlowAdjThresh u/w r2:
HSpeedThresh u/w r1: u60
IncrementalResultNumberOfEntries u/r
ModalResultNumberOfEntries u/r
StatusCode u/r
StatusMessage s/r
BOMTime t/r
EOMTime t/r
TmaxUsed u/r u3
TestInterval u/r u0
MaxIPLayerCapacity d/r u26
TimeOfMax t/r
MaxETHCapacityNoFCS d/r u26
MaxETHCapacityWithFCS d/r u26
MaxETHCapacityWithFCSVLAN d/r u26
LossRatioAtMax d/r
RTTRangeAtMax d/r u0
PDVRangeAtMax d/r u0
MinOnewayDelayAtMax d/r u0
ReorderedRatioAtMax d/r
ReplicatedRatioAtMax d/r
RTTMinAtMax d/r
RTTMaxAtMax d/r
InterfaceEthMbpsAtMax d/r u26
IPLayerCapacitySummary d/r u26
LossRatioSummary d/r
RTTRangeSummary d/r u0
PDVRangeSummary d/r u0
MinOnewayDelaySummary d/r u0
MinRTTSummary d/r u0
ReorderedRatioSummary d/r
ReplicatedRatioSummary d/r
InterfaceEthMbpsSummary d/r u26
TmaxRTTUsed u/r u3
TimestampResolutionUsed u/r u48
ActiveFlows u/r r0:
TimeoutNoTraffic u/w !2.17

Device.IP.Diagnostics.IPLayerCapacityMetrics.IPLayerCapacityAuthCode.{i}. w n=IPLayerCapacityAuthCodeNumberOfEntries k=Alias
Alias s/o
AuthenticationKey s/w x

Device.IP.Diagnostics.IPLayerCapacityMetrics.IncrementalResult.{i}. n=IncrementalResultNumberOfEntries
IPLayerCapacity d/r u26
TimeOfSubInterval t/r
LossRatio d/r
RTTRange d/r u0
PDVRange d/r u0
MinOnewayDelay d/r u0
ReorderedRatio d/r
ReplicatedRatio d/r
InterfaceEthMbps d/r u26

Device.IP.Diagnostics.IPLayerCapacityMetrics.ModalResult.{i}. n=ModalResultNumberOfEntries
MaxIPLayerCapacity d/r u26
TimeOfMax t/r
MaxETHCapacityNoFCS d/r u26
MaxETHCapacityWithFCS d/r u26
MaxETHCapacityWithFCSVLAN d/r u26
LossRatioAtMax d/r
RTTRangeAtMax d/r u0
PDVRangeAtMax d/r u0
MinOnewayDelayAtMax d/r u0
ReorderedRatioAtMax d/r
ReplicatedRatioAtMax d/r
InterfaceEthMbpsAtMax d/r u26

Device.IP.Diagnostics.IPPing.
DiagnosticsState s/w e412
Interface s/w L256 Rw
ProtocolVersion s/w e192
Host s/w L256
NumberOfRepetitions u/w r1:
Timeout u/w r1: u3
DataBlockSize u/w r1:65535
DSCP u/w r0:63
IPAddressUsed s/r
SuccessCount u/r
FailureCount u/r
AverageResponseTime u/r u3
MinimumResponseTime u/r u3
MaximumResponseTime u/r u3
AverageResponseTimeDetailed u/r u48
MinimumResponseTimeDetailed u/r u48
MaximumResponseTimeDetailed u/r u48

Device.IP.Diagnostics.ServerSelectionDiagnostics.
DiagnosticsState s/w e416
Interface s/w L256 RsDevice.IP.Interface.
ProtocolVersion s/w e192
Protocol s/w e197
HostList [s]/w L256
NumberOfRepetitions u/w r1:
Timeout u/w r1: u3
FastestHost s/r
MinimumResponseTime u/r u48
AverageResponseTime u/r u48
MaximumResponseTime u/r u48
IPAddressUsed s/r

Device.IP.Diagnostics.TraceRoute.
DiagnosticsState s/w e413
Interface s/w L256 Rw
ProtocolVersion s/w e192
Host s/w L256
NumberOfTries u/w r1:3
Timeout u/w r1: u3
DataBlockSize u/w r1:65535
DSCP u/w r0:63
MaxHopCount u/w r1:64
RouteHopsNumberOfEntries u/r
IPAddressUsed s/r
ResponseTime u/r u3

Device.IP.Diagnostics.TraceRoute.RouteHops.{i}. n=RouteHopsNumberOfEntries
Host s/r L256
HostAddress s/r
ErrorCode u/r
RTTimes [u]/r u3

Device.IP.Diagnostics.UDPEchoConfig.
Enable b/w
Interface s/w L256 Rw
SourceIPAddress s/w
UDPPort u/w
EchoPlusEnabled b/w
EchoPlusSupported b/r
PacketsReceived u/r
PacketsResponded u/r
BytesReceived u/r
BytesResponded u/r
TimeFirstPacketReceived t/r
TimeLastPacketReceived t/r

Device.IP.Diagnostics.UDPEchoDiagnostics.
DiagnosticsState s/w e416
Interface s/w L256 RsDevice.IP.Interface.
Host s/w L256
Port u/w r1:65535
NumberOfRepetitions u/w r1:
Timeout u/w r1: u3
DataBlockSize u/w r1:65535 u8
DSCP u/w r0:63
InterTransmissionTime u/w r1:65535 u3
ProtocolVersion s/w e192
IPAddressUsed s/r
SuccessCount u/r
FailureCount u/r
AverageResponseTime u/r u48
MinimumResponseTime u/r u48
MaximumResponseTime u/r u48
EnableIndividualPacketResults b/w
UDPEchoDiagnosticsMaxResults u/r r1:
IndividualPacketResultNumberOfEntries u/r

Device.IP.Diagnostics.UDPEchoDiagnostics.IndividualPacketResult.{i}. n=IndividualPacketResultNumberOfEntries
PacketSuccess b/r
PacketSendTime t/r
PacketReceiveTime t/r
TestGenSN u/r
TestRespSN u/r
TestRespRcvTimeStamp u/r u48
TestRespReplyTimeStamp u/r u48
TestRespReplyFailureCount u/r

Device.IP.Diagnostics.UploadDiagnostics.
DiagnosticsState s/w e415
Interface s/w L256 Rw
UploadURL s/w
DSCP u/w r0:63
EthernetPriority u/w r0:7
TestFileLength U/w u8
TimeBasedTestDuration u/w r0:999 u0
TimeBasedTestMeasurementInterval u/w r0:999 u0
TimeBasedTestMeasurementOffset u/w r0:255 u0
ProtocolVersion s/w e192
NumberOfConnections u/w r1:
UploadTransports [s]/r e190
UploadDiagnosticsMaxConnections u/r r1:
UploadDiagnosticsMaxIncrementalResult u/r r1:
IPAddressUsed s/r
ROMTime t/r
BOMTime t/r
EOMTime t/r
TestBytesSent U/r u8
TotalBytesReceived U/r u8
TotalBytesSent U/r u8
TestBytesSentUnderFullLoading U/r u8
TotalBytesReceivedUnderFullLoading U/r u8
TotalBytesSentUnderFullLoading U/r u8
PeriodOfFullLoading u/r u48
TCPOpenRequestTime t/r
TCPOpenResponseTime t/r
EnablePerConnectionResults b/w
PerConnectionResultNumberOfEntries u/r
IncrementalResultNumberOfEntries u/r

Device.IP.Diagnostics.UploadDiagnostics.IncrementalResult.{i}. n=IncrementalResultNumberOfEntries
TestBytesSent U/r u8
TotalBytesReceived U/r u8
TotalBytesSent U/r u8
StartTime t/r
EndTime t/r

Device.IP.Diagnostics.UploadDiagnostics.PerConnectionResult.{i}. n=PerConnectionResultNumberOfEntries
ROMTime t/r
BOMTime t/r
EOMTime t/r
TestBytesSent U/r u8
TotalBytesReceived U/r u8
TotalBytesSent U/r u8
TCPOpenRequestTime t/r
TCPOpenResponseTime t/r

Device.IP.Interface.{i}. w n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
IPv4Enable b/w
IPv6Enable b/w
ULAEnable b/w
Router s/w L256 RsDevice.Routing.Router.
MaxMTUSize u/w r64:65535
Type s/r e181
Loopback b/w
IPv4AddressNumberOfEntries u/r
IPv6AddressNumberOfEntries u/r
IPv6PrefixNumberOfEntries u/r
AutoIPEnable b/w
TWAMPReflectorNumberOfEntries u/r
Reset b/w
Reset()

Device.IP.Interface.{i}.IPv4Address.{i}. w n=IPv4AddressNumberOfEntries k=Alias k=IPAddress,SubnetMask
Enable b/w
Status s/r e66
Alias s/o
IPAddress s/w
SubnetMask s/w
AddressingType s/r e182

Device.IP.Interface.{i}.IPv6Address.{i}. w n=IPv6AddressNumberOfEntries k=Alias k=IPAddress
Enable b/w
Status s/r e66
IPAddressStatus s/r e184
Alias s/o
IPAddress s/w
Origin s/r e185
Prefix s/w RsDevice.IP.Interface.{i}.IPv6Prefix.
PreferredLifetime t/w
ValidLifetime t/w
Anycast b/w

Device.IP.Interface.{i}.IPv6Prefix.{i}. w n=IPv6PrefixNumberOfEntries k=Alias k=Prefix
Enable b/w
Status s/r e5
PrefixStatus s/r e186
Alias s/o
Prefix s/w
Origin s/r e187
StaticType s/w e188
ParentPrefix s/w RsDevice.
ChildPrefixBits s/w
OnLink b/w
Autonomous b/w
PreferredLifetime t/w
ValidLifetime t/w

Device.IP.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.IP.Interface.{i}.TWAMPReflector.{i}. w n=TWAMPReflectorNumberOfEntries k=Alias k=Port
Enable b/w
Status s/r e183
Alias s/o
Port u/w r:65535
MaximumTTL u/w r1:255
IPAllowedList [s]/w
PortAllowedList [s]/w

Device.IPsec.
Enable b/w
Status s/r e5
AHSupported b/r
IKEv2SupportedEncryptionAlgorithms [s]/r e198
ESPSupportedEncryptionAlgorithms [s]/r e199
IKEv2SupportedPseudoRandomFunctions [s]/r e200
SupportedIntegrityAlgorithms [s]/r e201
SupportedDiffieHellmanGroupTransforms [s]/r e202
MaxFilterEntries u/r
MaxProfileEntries u/r
FilterNumberOfEntries u/r
ProfileNumberOfEntries u/r
TunnelNumberOfEntries u/r
IKEv2SANumberOfEntries u/r

Device.IPsec.Filter.{i}. w n=FilterNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Order u/w r1:
Alias s/o
Interface s/w L256 Rs
AllInterfaces b/w
DestIP s/w
DestMask s/w
DestIPExclude b/w
SourceIP s/w
SourceMask s/w
SourceIPExclude b/w
Protocol i/w r-1:255
ProtocolExclude b/w
DestPort i/w r-1:65535
DestPortRangeMax i/w r-1:65535
DestPortExclude b/w
SourcePort i/w r-1:65535
SourcePortRangeMax i/w r-1:65535
SourcePortExclude b/w
ProcessingChoice s/w e203
Profile s/w RsDevice.IPsec.Profile.

Device.IPsec.IKEv2SA.{i}. n=IKEv2SANumberOfEntries k=Tunnel k=Alias
Status s/r e207
Alias s/o
Tunnel s/r RsDevice.IPsec.Tunnel.
LocalAddress s/r
RemoteAddress s/r
EncryptionAlgorithm s/r L64
EncryptionKeyLength u/r u61
PseudoRandomFunction s/r L64
IntegrityAlgorithm s/r L64
DiffieHellmanGroupTransform s/r L64
CreationTime t/r
NATDetected s/r e208
ReceivedCPAttrNumberOfEntries u/r
ChildSANumberOfEntries u/r

Device.IPsec.IKEv2SA.{i}.ChildSA.{i}. n=ChildSANumberOfEntries k=InboundSPI k=OutboundSPI k=Alias
Status s/r e207
Alias s/o
InboundSPI u/r
OutboundSPI u/r
CreationTime t/r

Device.IPsec.IKEv2SA.{i}.ChildSA.{i}.Stats.
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
DecryptionErrors u/r u21
IntegrityErrors u/r u21
ReplayErrors u/r u21
PolicyErrors u/r u21
OtherReceiveErrors u/r u21

Device.IPsec.IKEv2SA.{i}.ReceivedCPAttr.{i}. w n=ReceivedCPAttrNumberOfEntries
Type u/r r0:32767
Value x/r L65535

Device.IPsec.IKEv2SA.{i}.Stats.
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
DecryptionErrors u/r u21
IntegrityErrors u/r u21
OtherReceiveErrors u/r u21

Device.IPsec.Profile.{i}. w n=ProfileNumberOfEntries k=Alias
Alias s/o
MaxChildSAs u/w
RemoteEndpoints [s]/w L64
ForwardingPolicy u/w
Protocol s/w e204
IKEv2AuthenticationMethod s/w Rs
IKEv2AllowedEncryptionAlgorithms [s]/w
ESPAllowedEncryptionAlgorithms [s]/w
IKEv2AllowedPseudoRandomFunctions [s]/w
IKEv2AllowedIntegrityAlgorithms [s]/w
AHAllowedIntegrityAlgorithms [s]/w
ESPAllowedIntegrityAlgorithms [s]/w
IKEv2AllowedDiffieHellmanGroupTransforms [s]/w
IKEv2DeadPeerDetectionTimeout u/w u0
IKEv2NATTKeepaliveTimeout u/w u0
AntiReplayWindowSize u/w
DoNotFragment s/w e205
DSCPMarkPolicy i/w r-2:63
IKEv2SATrafficLimit U/w u8
IKEv2SATimeLimit u/w u0
IKEv2SAExpiryAction s/w e206
ChildSATrafficLimit U/w u8
ChildSATimeLimit u/w u0
ChildSAExpiryAction s/w e206
SentCPAttrNumberOfEntries u/r

Device.IPsec.Profile.{i}.SentCPAttr.{i}. w n=SentCPAttrNumberOfEntries k=Alias k=Type
Enable b/w
Alias s/o
Type u/w r0:32767
Value x/w L65535

Device.IPsec.Stats.
NegotiationFailures u/r
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
UnknownSPIErrors u/r u21
DecryptionErrors u/r u21
IntegrityErrors u/r u21
ReplayErrors u/r u21
PolicyErrors u/r u21
OtherReceiveErrors u/r u21

Device.IPsec.Tunnel.{i}. n=TunnelNumberOfEntries k=Alias k=TunnelInterface,TunneledInterface
Alias s/o
TunnelInterface s/r RsDevice.IP.Interface.
TunneledInterface s/r RsDevice.IP.Interface.
Filters [s]/r RsDevice.IPsec.Filter.

Device.IPsec.Tunnel.{i}.Stats.
DecryptionErrors u/r u21
IntegrityErrors u/r u21
ReplayErrors u/r u21
PolicyErrors u/r u21
OtherReceiveErrors u/r u21

Device.IPv6rd.
Enable b/w
InterfaceSettingNumberOfEntries u/r

Device.IPv6rd.InterfaceSetting.{i}. n=InterfaceSettingNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
BorderRelayIPv4Addresses [s]/w
AllTrafficToBorderRelay b/w
SPIPv6Prefix s/w
IPv4MaskLength u/w r0:32 u61
AddressSource s/w L256 RsDevice.IP.Interface.{i}.IPv4Address.
TunnelInterface s/r L256 RsDevice.IP.Interface.
TunneledInterface s/r L256 RsDevice.IP.Interface.

Device.InterfaceStack.{i}. n=InterfaceStackNumberOfEntries k=HigherLayer,LowerLayer k=Alias
Alias s/o
HigherLayer s/r L256 Rs
LowerLayer s/r L256 Rs
HigherAlias s/r L64
LowerAlias s/r L64

Device.IoTCapability.{i}. n=IoTCapabilityNumberOfEntries k=Alias k=Name
Alias s/o
Name s/w L64
Class s/r e384

Device.IoTCapability.{i}.BinaryControl.
Type s/r e385
Description s/r L256
Value b/w
Toggle() a

Device.IoTCapability.{i}.BinarySensor.
Type s/r e389
Description s/r L256
Value b/r
LastChange t/r
LastContactTime t/r
Sensitivity u/w r:100
HoldTime u/w u3
RestTime u/w u3

Device.IoTCapability.{i}.BlobSensor.
Type s/r e392
Description s/r L256
LastChange t/r
LastContactTime t/r
Value B/r

Device.IoTCapability.{i}.EnumControl.
Type s/r e388
Description s/r L256
Value s/w
ValidValues [s]/r L64
StepUp() a
StepDown() a

Device.IoTCapability.{i}.EnumSensor.
Type s/r e391
Description s/r L256
Value s/r
LastChange t/r
LastContactTime t/r
ValidValues [s]/r L64

Device.IoTCapability.{i}.LevelControl.
Type s/r e386
Description s/r L256
Value d/w
Unit s/r e387
MinValue d/r
MaxValue d/r
StepValue d/w
StepUp() a
StepDown() a

Device.IoTCapability.{i}.LevelSensor.
Type s/r e386
Description s/r L256
Value d/r
LastChange t/r
LastContactTime t/r
Unit s/r e387
LowLevel b/r
LowLevelThreshold d/w
HighLevel b/r
HighLevelThreshold d/w

Device.IoTCapability.{i}.MultiLevelSensor.
Type s/r e390
Description s/r L256
Values [d]/r
ValueNames [s]/r
LastChange t/r
LastContactTime t/r
Unit s/r e387

Device.L2TPv3.
TunnelNumberOfEntries u/r
FilterNumberOfEntries u/r

Device.L2TPv3.Filter.{i}. w n=FilterNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Order u/w r1:
Alias s/o
Interface s/w L256 RsDevice.L2TPv3.Tunnel.,Device.L2TPv3.Tunnel.{i}.Interface.
AllInterfaces b/w
VLANIDCheck i/w r-1:
VLANIDExclude b/w
DSCPMarkPolicy i/w r-2:63

Device.L2TPv3.Tunnel.{i}. w n=TunnelNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
RemoteEndpoints [s]/w L256
KeepAlivePolicy s/w e209
KeepAliveTimeout u/w u0
KeepAliveThreshold u/w
DeliveryHeaderProtocol s/w e210
DefaultDSCPMark u/w
TunnelEncapsulation s/w e212
ConnectedRemoteEndpoint s/r L256
InterfaceNumberOfEntries u/r

Device.L2TPv3.Tunnel.{i}.Interface.{i}. w n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
SessionID i/w r-1:-1,1:65535
CookiePolicy s/w e213
Cookie U/w

Device.L2TPv3.Tunnel.{i}.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
DiscardChecksumReceived u/r u21
DiscardSequenceNumberReceived u/r u21
Reset()

Device.L2TPv3.Tunnel.{i}.Stats.
KeepAliveSent u/r u62
KeepAliveReceived u/r u62
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21

Device.L2TPv3.Tunnel.{i}.UDP.
SourcePort u/w r:65535
RemotePort u/w r:65535
EnableChecksum b/w

Device.LANConfigSecurity.
ConfigPassword s/w L64 x

Device.LEDs.
LEDNumberOfEntries u/r

Device.LEDs.LED.{i}. n=LEDNumberOfEntries k=Name k=Alias
Alias s/o
Enable b/w
Name s/w
Status s/r e326
Reason s/r
CyclePeriodRepetitions i/r r-1:
Location s/r e11
RelativeXPosition u/r
RelativeYPosition u/r
MaxBrightness u/r
CycleElementNumberOfEntries u/r

Device.LEDs.LED.{i}.CurrentCycleElement.
CycleElementReference s/r RsDevice.LEDs.LED.{i}.CycleElement.
Color x/r L3
Duration u/r u3

Device.LEDs.LED.{i}.CycleElement.{i}. w n=CycleElementNumberOfEntries k=Order k=Alias
Alias s/o
Enable b/w
Order u/w r1:
Color x/w L3
Duration u/w u3
FadeInterval u/w u3
Brightness u/w r0:100 u56

Device.LLDP.

Device.LLDP.Discovery.
DeviceNumberOfEntries u/r

Device.LLDP.Discovery.Device.{i}. n=DeviceNumberOfEntries k=ChassisIDSubtype,ChassisID
Interface s/r Rs
ChassisIDSubtype u/r r:255
ChassisID s/r L255
Host [s]/r L256 RsDevice.Hosts.Host.
PortNumberOfEntries u/r

Device.LLDP.Discovery.Device.{i}.DeviceInformation.
DeviceCategory [s]/r
ManufacturerOUI s/r L6
ModelName s/r L31
ModelNumber s/r L31
VendorSpecificNumberOfEntries u/r

Device.LLDP.Discovery.Device.{i}.DeviceInformation.VendorSpecific.{i}. n=VendorSpecificNumberOfEntries k=OrganizationCode,InformationType
OrganizationCode s/r L6
InformationType u/r r:255
Information s/r L248

Device.LLDP.Discovery.Device.{i}.Port.{i}. n=PortNumberOfEntries k=PortIDSubtype,PortID
PortIDSubtype u/r r:255
PortID s/r L255
TTL u/r r:65535 u0
PortDescription s/r L255
MACAddressList [s]/r
LastUpdate t/r

Device.LLDP.Discovery.Device.{i}.Port.{i}.LinkInformation.
InterfaceType u/r
MACForwardingTable [s]/r

Device.LMAP.
MeasurementAgentNumberOfEntries u/r
ReportNumberOfEntries u/r
EventNumberOfEntries u/r

Device.LMAP.Event.{i}. w n=EventNumberOfEntries k=Alias k=Name
Enable b/w
Alias s/o
Name s/w L256
Type s/w e332
RandomnessSpread i/w u0
CycleInterval i/w u0

Device.LMAP.Event.{i}.CalendarTimer.
StartTime t/w
EndTime t/w
ScheduleMonths s/w
ScheduleDaysOfMonth s/w
ScheduleDaysOfWeek s/w
ScheduleHoursOfDay s/w
ScheduleMinutesOfHour s/w
ScheduleSecondsOfMinute s/w
EnableScheduleTimezoneOffset b/w
ScheduleTimezoneOffset i/w r-23:23 u67

Device.LMAP.Event.{i}.OneOff.
StartTime t/w

Device.LMAP.Event.{i}.PeriodicTimer.
StartTime t/w
EndTime t/w
Interval u/w u0

Device.LMAP.MeasurementAgent.{i}. w n=MeasurementAgentNumberOfEntries k=Alias k=Identifier
Alias s/o
Enable b/w
Version s/r
LastStarted t/r
CapabilityTags [s]/r
Identifier s/w
GroupIdentifier s/w L256
MeasurementPoint s/w L256
UseAgentIdentifierInReports b/w
UseGroupIdentifierInReports b/w
UseMeasurementPointInReports b/w
PublicCredential s/w RsDevice.Security.Certificate.
PrivateCredential s/w RsDevice.Security.Certificate.
EventLog s/r RsDevice.DeviceInfo.VendorLogFile.
TaskCapabilityNumberOfEntries u/r
ScheduleNumberOfEntries u/r
TaskNumberOfEntries u/r
CommunicationChannelNumberOfEntries u/r
InstructionNumberOfEntries u/r

Device.LMAP.MeasurementAgent.{i}.CommunicationChannel.{i}. w n=CommunicationChannelNumberOfEntries k=Alias k=Name
Enable b/w
Alias s/o
Name s/w L256
UseBulkDataProfile b/w
BulkDataProfile s/w RsDevice.BulkData.Profile.
Target s/w
TargetPublicCredential s/w RsDevice.Security.Certificate.
Interface s/w Rs

Device.LMAP.MeasurementAgent.{i}.Controller.
ControllerTimeout i/w r0: u0
ControlSchedules [s]/w RsDevice.LMAP.MeasurementAgent.{i}.Schedule.
ControlTasks [s]/w RsDevice.LMAP.MeasurementAgent.{i}.Task.
ControlChannels [s]/w RsDevice.LMAP.MeasurementAgent.{i}.CommunicationChannel.

Device.LMAP.MeasurementAgent.{i}.Instruction.{i}. w n=InstructionNumberOfEntries k=Alias
Enable b/w
Alias s/o
LastChange t/r
InstructionSchedules [s]/w RsDevice.LMAP.MeasurementAgent.{i}.Schedule.
InstructionTasks [s]/w RsDevice.LMAP.MeasurementAgent.{i}.Task.
ReportChannels [s]/w RsDevice.LMAP.MeasurementAgent.{i}.CommunicationChannel.
MeasurementSuppressionNumberOfEntries u/r

Device.LMAP.MeasurementAgent.{i}.Instruction.{i}.MeasurementSuppression.{i}. w n=MeasurementSuppressionNumberOfEntries k=Alias k=Name
Enable b/w
Alias s/o
Name s/w L256
State s/r e331
StopRunning b/w
Start s/w RsDevice.LMAP.Event.
End s/w RsDevice.LMAP.Event.
SuppressionMatch [s]/w

Device.LMAP.MeasurementAgent.{i}.Schedule.{i}. w n=ScheduleNumberOfEntries k=Alias k=Name
Enable b/w
Alias s/o
Name s/w L256
State s/r e329
Start s/w RsDevice.LMAP.Event.
End s/w RsDevice.LMAP.Event.
Duration u/w u0
Tags [s]/w
SuppressionTags [s]/w
ExecutionMode s/w e330
LastInvocation t/r
Storage U/r u8
ActionNumberOfEntries u/r

Device.LMAP.MeasurementAgent.{i}.Schedule.{i}.Action.{i}. w n=ActionNumberOfEntries k=Alias
Enable b/w
Alias s/o
State s/r e329
Order u/w
Task s/w RsDevice.LMAP.MeasurementAgent.{i}.Task.
OutputDestination [s]/w RsDevice.LMAP.MeasurementAgent.{i}.Schedule.
SuppressionTags [s]/w
Tags [s]/w
Storage U/r u8
LastInvocation t/r
LastSuccessfulCompletion t/r
LastSuccessfulStatusCode i/r
LastSuccessfulMessage s/r
LastFailedCompletion t/r
LastFailedStatusCode i/r
LastFailedMessage s/r
OptionNumberOfEntries u/r

Device.LMAP.MeasurementAgent.{i}.Schedule.{i}.Action.{i}.Option.{i}. w n=OptionNumberOfEntries k=Alias k=Name
Enable b/w
Alias s/o
Order u/w
Name s/w L256
Value s/w

Device.LMAP.MeasurementAgent.{i}.Schedule.{i}.Action.{i}.Stats.
Invocations U/r
Suppressions U/r
Overlaps U/r
Failures U/r

Device.LMAP.MeasurementAgent.{i}.Schedule.{i}.Stats.
Invocations U/r
Suppressions U/r
Overlaps U/r
Failures U/r

Device.LMAP.MeasurementAgent.{i}.Task.{i}. w n=TaskNumberOfEntries k=Alias k=Name
Enable b/w
Alias s/o
Name s/w L256
Tags [s]/w
OptionNumberOfEntries u/r
RegistryNumberOfEntries u/r

Device.LMAP.MeasurementAgent.{i}.Task.{i}.Option.{i}. w n=OptionNumberOfEntries k=Alias k=Name
Enable b/w
Alias s/o
Order u/w
Name s/w L256
Value s/w

Device.LMAP.MeasurementAgent.{i}.Task.{i}.Registry.{i}. w n=RegistryNumberOfEntries k=RegistryEntry k=Alias
Enable b/w
Alias s/o
RegistryEntry s/w
Roles [s]/w L256

Device.LMAP.MeasurementAgent.{i}.TaskCapability.{i}. n=TaskCapabilityNumberOfEntries k=Name
Name s/r L256
Version s/r L256
TaskCapabilityRegistryNumberOfEntries u/r

Device.LMAP.MeasurementAgent.{i}.TaskCapability.{i}.Registry.{i}. n=TaskCapabilityRegistryNumberOfEntries k=RegistryEntry
RegistryEntry s/r
Roles [s]/r L256

Device.LMAP.Report.{i}. n=ReportNumberOfEntries
ReportDate t/r
AgentIdentifier s/r
GroupIdentifier s/r
MeasurementPoint s/r L256
ResultNumberOfEntries u/r

Device.LMAP.Report.{i}.Result.{i}. n=ResultNumberOfEntries k=ScheduleName,ActionName,StartTime
TaskName s/r L256
ScheduleName s/r L256
ActionName s/r L256
EventTime t/r
StartTime t/r
EndTime t/r
CycleNumber s/r
Status i/r
Tags [s]/r
OptionNumberOfEntries u/r
ResultConflictNumberOfEntries u/r
ResultReportTableNumberOfEntries u/r

Device.LMAP.Report.{i}.Result.{i}.Conflict.{i}. n=ResultConflictNumberOfEntries k=ScheduleName,ActionName,TaskName
TaskName s/r L256
ScheduleName s/r L256
ActionName s/r L256

Device.LMAP.Report.{i}.Result.{i}.Option.{i}. n=OptionNumberOfEntries k=Name
Order u/r
Name i/r
Value s/r

Device.LMAP.Report.{i}.Result.{i}.ReportTable.{i}. n=ResultReportTableNumberOfEntries
ColumnLabels [s]/r
ResultReportRowNumberOfEntries u/r
RegistryNumberOfEntries u/r

Device.LMAP.Report.{i}.Result.{i}.ReportTable.{i}.Registry.{i}. n=RegistryNumberOfEntries k=RegistryEntry
RegistryEntry s/r
Roles [s]/r L256

Device.LMAP.Report.{i}.Result.{i}.ReportTable.{i}.ResultRow.{i}. n=ResultReportRowNumberOfEntries
Values [s]/r

Device.LocalAgent.
EndpointID s/r
SoftwareVersion s/r L64
UpTime u/r u0
SupportedProtocols [s]/r e352
SupportedFingerprintAlgorithms [s]/r e3
AdvertisedDeviceSubtypes [s]/w
MaxSubscriptionChangeAdoptionTime u/w r5: u0
MTPNumberOfEntries u/r
ControllerNumberOfEntries u/r
CertificateNumberOfEntries u/r
SupportedThresholdOperator [s]/r e365
ThresholdNumberOfEntries u/r
WatchdogNumberOfEntries u/r
SubscriptionNumberOfEntries u/r
RequestNumberOfEntries u/r
MonitorNumberOfEntries u/r
SupportedNumberOfSubscriptions i/r
AddCertificate()
>Alias s
>Certificate s L65535 m
Periodic!
WakeUp!
TransferComplete! Command CommandKey Requestor TransferType Affected TransferURL StartTime CompleteTime FaultCode FaultString CheckSumAlgorithm CheckSum

Device.LocalAgent.Certificate.{i}. n=CertificateNumberOfEntries k=SerialNumber,Issuer k=Alias
Alias s/o
Enable b/w
SerialNumber s/r L64
Issuer s/r L256
Delete()
GetFingerprint()
>FingerprintAlgorithm s e3 m
<Fingerprint

Device.LocalAgent.Controller.{i}. w n=ControllerNumberOfEntries k=EndpointID k=Alias
Alias s/o
EndpointID s/w
ControllerCode s/w L128
ProvisioningCode s/w L64
Enable b/w
AssignedRole [s]/w RsDevice.LocalAgent.ControllerTrust.Role.
InheritedRole [s]/r RsDevice.LocalAgent.ControllerTrust.Role.
Credential [s]/w RsDevice.LocalAgent.Certificate.
PeriodicNotifInterval u/w r1: u0
PeriodicNotifTime t/w
USPNotifRetryMinimumWaitInterval u/w r1:65535 u0
USPNotifRetryIntervalMultiplier u/w r1000:65535
MTPNumberOfEntries u/r
BootParameterNumberOfEntries u/r
OnBoardingComplete b/w
OnBoardingRestartTime u/w u0
AddMyCertificate()
>Alias s
>Certificate s L65535 m
SendOnBoardRequest()

Device.LocalAgent.Controller.{i}.BootParameter.{i}. w n=BootParameterNumberOfEntries k=ParameterName k=Alias
Alias s/o
Enable b/w
ParameterName s/w L256

Device.LocalAgent.Controller.{i}.E2ESession.
SessionMode s/w e374
Status s/r e375
SessionExpiration u/w r0: u0
SessionRetryMinimumWaitInterval u/w r1:65535 u0
SessionRetryIntervalMultiplier u/w r1000:65535
CurrentRetryCount u/r
MaxUSPRecordSize u/w r0:0,512: u8
MaxRetransmitTries i/w r-1:10
PayloadSecurity s/w e376
Reset()

Device.LocalAgent.Controller.{i}.MTP.{i}. w n=MTPNumberOfEntries k=Protocol k=Alias
Alias s/o
Enable b/w
Protocol s/w
Order u/w r1:

Device.LocalAgent.Controller.{i}.MTP.{i}.MQTT.
Topic s/w L65535
PublishRetainResponse b/w
PublishRetainNotify b/w
AgentMTPReference s/w RsDevice.LocalAgent.MTP.
USPServiceRef s/r RsDevice.USPServices.USPService.

Device.LocalAgent.Controller.{i}.MTP.{i}.STOMP.
Reference s/w RsDevice.STOMP.Connection.
Destination s/w
USPServiceRef s/r RsDevice.USPServices.USPService.

Device.LocalAgent.Controller.{i}.MTP.{i}.UDS.
UnixDomainSocketRef s/w RsDevice.UnixDomainSockets.UnixDomainSocket.
USPServiceRef s/r RsDevice.USPServices.USPService.

Device.LocalAgent.Controller.{i}.MTP.{i}.WebSocket.
Host s/w L256
Port u/w r1:65535
Path s/w
EnableEncryption b/w
KeepAliveInterval u/w r1: u0
CurrentRetryCount u/r
SessionRetryMinimumWaitInterval u/w r1:65535 u0
SessionRetryIntervalMultiplier u/w r1000:65535
USPServiceRef s/r RsDevice.USPServices.USPService.
Reset()

Device.LocalAgent.Controller.{i}.TransferCompletePolicy.
ResultTypeFilter s/w e373

Device.LocalAgent.ControllerTrust.
UntrustedRole [s]/w RsDevice.LocalAgent.ControllerTrust.Role.
BannedRole s/w RsDevice.LocalAgent.ControllerTrust.Role.
SecuredRoles [s]/w RsDevice.LocalAgent.ControllerTrust.Role.
TOFUAllowed b/w
TOFUInactivityTimer u/w u0
RoleNumberOfEntries u/r
CredentialNumberOfEntries u/r
ChallengeNumberOfEntries u/r
RequestChallenge()
>ChallengeRef s RwDevice.LocalAgent.Challenge. m
>RequestExpiration i r0: u0
<Instruction InstructionType ValueType ChallengeID
ChallengeResponse()
>ChallengeID s m
>Value B m

Device.LocalAgent.ControllerTrust.Challenge.{i}. w n=ChallengeNumberOfEntries k=Alias
Alias s/o
Description s/w
Role [s]/w RsDevice.LocalAgent.ControllerTrust.Role.
Enable b/w
Type s/w e367
Value B/w x
ValueType s/w e368
Instruction B/w
InstructionType s/w e369
Retries u/w
LockoutPeriod i/w r0: u0

Device.LocalAgent.ControllerTrust.Credential.{i}. w n=CredentialNumberOfEntries k=Credential k=Alias
Alias s/o
Enable b/w
Role [s]/w RsDevice.LocalAgent.ControllerTrust.Role.
Credential s/w RsDevice.LocalAgent.Certificate.
AllowedUses s/w e366

Device.LocalAgent.ControllerTrust.Role.{i}. w n=RoleNumberOfEntries k=Name k=Alias
Alias s/o
Enable b/w
Name s/w
PermissionNumberOfEntries u/r

Device.LocalAgent.ControllerTrust.Role.{i}.Permission.{i}. w n=PermissionNumberOfEntries k=Order k=Alias
Alias s/o
Enable b/w
Order u/w
Targets [s]/w
Param s/w L4
Obj s/w L4
InstantiatedObj s/w L4
CommandEvent s/w L4

Device.LocalAgent.MTP.{i}. w n=MTPNumberOfEntries k=Alias
Alias s/o
Enable b/w
Status s/r e18
Protocol s/w
EnableMDNS b/w

Device.LocalAgent.MTP.{i}.MQTT.
Reference s/w RsDevice.MQTT.Client.
ResponseTopicConfigured s/w L65535
ResponseTopicDiscovered s/r L65535
PublishQoS u/w r0:2

Device.LocalAgent.MTP.{i}.STOMP.
Reference s/w RsDevice.STOMP.Connection.
Destination s/w
DestinationFromServer s/r

Device.LocalAgent.MTP.{i}.UDS.
UnixDomainSocketRef s/w RsDevice.UnixDomainSockets.UnixDomainSocket.

Device.LocalAgent.MTP.{i}.WebSocket.
Interfaces [s]/w RsDevice.IP.Interface.
Port u/w r1:65535
Path s/w
EnableEncryption b/w
KeepAliveInterval u/w r1: u0

Device.LocalAgent.Monitor.{i}. w n=MonitorNumberOfEntries k=Alias
Alias s/o
Enable b/w
Interval u/w u48
ReferenceList [s]/w L256
Controller s/r RsDevice.LocalAgent.Controller.
OnChange! ChangeSet.{i}.ObjectPath ChangeSet.{i}.Parameter.{i}.Name ChangeSet.{i}.Parameter.{i}.Value ChangeSet.{i}.Parameter.{i}.OldValue ChangeSet.{i}.Parameter.{i}.ChangeTime

Device.LocalAgent.Request.{i}. n=RequestNumberOfEntries k=Originator,Command,CommandKey k=Alias
Alias s/o
Originator s/r
Command s/r
CommandKey s/r
Status s/r e379
Cancel()

Device.LocalAgent.Subscription.{i}. w n=SubscriptionNumberOfEntries k=Alias k=Recipient,ID
Alias s/o
Enable b/w
Recipient s/r RsDevice.LocalAgent.Controller.
TriggerAction s/w e377
TriggerConfigSettings [s]/w
ID s/w L64
CreationDate t/r
NotifType s/w e378
ReferenceList [s]/w L256
Persistent b/w
TimeToLive u/w u0
NotifRetry b/w
NotifExpiration u/w u0

Device.LocalAgent.Threshold.{i}. w n=ThresholdNumberOfEntries k=Alias
Alias s/o
Enable b/w
OperatingMode s/w e370
ReferencePath s/w
ThresholdParam s/w
ThresholdOperator s/w
ThresholdValue s/w
Controller s/r RsDevice.LocalAgent.Controller.
Triggered! ParamPath ParamValue

Device.LocalAgent.Watchdog.{i}. w n=WatchdogNumberOfEntries k=Alias
Alias s/o
Enable b/w
ReloadTimerValue u/w u0
RemainingTimerValue u/r u0
Status s/r e371
Reference s/w
SeverityIndication s/w e372
Controller s/r RsDevice.LocalAgent.Controller.
Reset()
Watchdog! Reference ReloadTimerValue SeverityIndication

Device.Logical.
InterfaceNumberOfEntries u/r

Device.Logical.Interface.{i}. w n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/w L64
LastChange u/r u0
LowerLayers [s]/w Rs

Device.Logical.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.MAP.
Enable b/w
DomainNumberOfEntries u/r

Device.MAP.Domain.{i}. w n=DomainNumberOfEntries k=Alias k=WANInterface,IPv6Prefix
Enable b/w
Status s/r e66
Alias s/o
TransportMode s/w e214
WANInterface s/w RsDevice.IP.Interface.
IPv6Prefix s/w RsDevice.IP.Interface.{i}.IPv6Prefix.
BRIPv6Prefix s/w
DSCPMarkPolicy i/w r-2:63
RuleNumberOfEntries u/r
PSIDOffset u/w !2.17
PSIDLength u/w !2.17
PSID u/w !2.17
IncludeSystemPorts b/w !2.17

Device.MAP.Domain.{i}.Interface.
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs

Device.MAP.Domain.{i}.Interface.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.MAP.Domain.{i}.Rule.{i}. w n=RuleNumberOfEntries k=Alias k=IPv6Prefix k=IPv4Prefix
Enable b/w
Status s/r e5
Alias s/o
Origin s/r e215
IPv6Prefix s/w
IPv4Prefix s/w
EABitsLength u/w r0:48 u61
IsFMR b/w
PSIDOffset u/w r0:15 u61
PSIDLength u/w r0:16 u61
PSID u/w r0:65535
IncludeSystemPorts b/w

Device.MQTT.
ClientNumberOfEntries u/r
BrokerNumberOfEntries u/r

Device.MQTT.Broker.{i}. w n=BrokerNumberOfEntries k=Alias k=Name
Alias s/o
Name s/w L64
Enable b/w
Status s/r e66
Port u/w r1:65535
Interface s/w L256 RsDevice.IP.Interface.
Username s/w L256
Password s/w L256 x
BridgeNumberOfEntries u/r

Device.MQTT.Broker.{i}.Bridge.{i}. w n=BridgeNumberOfEntries k=Alias k=Name
Alias s/o
Name s/w L64
Enable b/w
Status s/r e318
ProtocolVersion s/w
TransportProtocol s/w
CleanSession b/w
CleanStart b/w
KeepAliveTime u/w r:65535 u0
ClientID s/w L65535
Username s/w L256
Password s/w L256 x
MessageRetryTime u/w r1: u0
ConnectRetryTime u/w r1: u0
ServerSelectionAlgorithm s/w e321
ServerConnection s/r RsDevice.MQTT.Broker.{i}.Bridge.{i}.Server.
ServerNumberOfEntries u/r
SubscriptionNumberOfEntries u/r
ForceReconnect b/w
ForceReconnect()

Device.MQTT.Broker.{i}.Bridge.{i}.Server.{i}. w n=ServerNumberOfEntries k=Alias k=Address,Port
Enable b/w
Alias s/o
Priority u/w r0:65535
Weight I/w r-1:65535
Address s/w L256
Port u/w r1:65535

Device.MQTT.Broker.{i}.Bridge.{i}.Subscription.{i}. w n=SubscriptionNumberOfEntries k=Alias k=Topic,Direction
Alias s/o
Enable b/w
Status s/r e287
Topic s/w L65535
Direction s/w e322
QoS u/w r0:2
LocalPrefix s/w L256
RemotePrefix s/w L256

Device.MQTT.Broker.{i}.Stats.
TotalNumberOfClients u/r
NumberOfActiveClients u/r
NumberOfInactiveClients u/r
Subscriptions u/r
PublishSent U/r
PublishReceived U/r
MQTTMessagesSent U/r
MQTTMessagesReceived U/r
ConnectionErrors u/r
PublishErrors u/r

Device.MQTT.Capabilities.
ProtocolVersionsSupported [s]/r e316
TransportProtocolSupported [s]/r e317
MaxNumberOfClientSubscriptions u/r
MaxNumberOfBrokerBridges u/r
MaxNumberOfBrokerBridgeSubscriptions u/r

Device.MQTT.Client.{i}. w n=ClientNumberOfEntries k=Alias k=Name
Alias s/o
Name s/w L64
Enable b/w
Status s/r e318
Interface s/w L256 RsDevice.IP.Interface.
ProtocolVersion s/w
BrokerAddress s/w L256
BrokerPort u/w r1:65535
TransportProtocol s/w
CleanSession b/w
CleanStart b/w
WillEnable b/w
WillQoS u/w r0:2
WillRetain b/w
KeepAliveTime u/w r:65535 u0
SessionExpiryInterval u/w u0
ReceiveMaximum u/w
MaximumPacketSize u/w u66
TopicAliasMaximum u/w r:65535
RequestResponseInfo b/w
RequestProblemInfo b/w
AuthenticationMethod s/w L256
ALPN [s]/w L256
ClientID s/w L65535
WillDelayInterval u/w u0
WillMessageExpiryInterval u/w u0
WillContentType s/w L256
WillResponseTopic s/w L65535
WillTopic s/w L65535
WillValue s/w L65535
Username s/w L256
Password s/w L256 x
PublishMessageExpiryInterval u/w u0
MessageRetryTime u/w r1: u0
ConnectRetryTime u/w r1: u0
ConnectRetryIntervalMultiplier u/w r1000:65535
ConnectRetryMaxInterval u/w r1: u0
ResponseInformation s/r L65535
SubscriptionNumberOfEntries u/r
UserPropertyNumberOfEntries u/r
ForceReconnect b/w
EnableEncryption b/w !2.17
ForceReconnect()

Device.MQTT.Client.{i}.Stats.
BrokerConnectionEstablished t/r
LastPublishMessageSent t/r
LastPublishMessageReceived t/r
PublishSent U/r
PublishReceived U/r
SubscribeSent U/r
UnSubscribeSent U/r
MQTTMessagesSent U/r
MQTTMessagesReceived U/r
ConnectionErrors u/r
PublishErrors u/r

Device.MQTT.Client.{i}.Subscription.{i}. w n=SubscriptionNumberOfEntries k=Alias k=Topic
Alias s/o
Enable b/w
Status s/r e319
Topic s/w L65535
QoS u/w r0:2

Device.MQTT.Client.{i}.UserProperty.{i}. w n=UserPropertyNumberOfEntries k=Alias k=Name
Alias s/o
Enable b/w
Name s/w L65535
Value s/w L65535
PacketType [s]/w e320

Device.ManagementServer.
EnableCWMP b/w
URL s/w
Username s/w L256
Password s/w L256 x
ScheduleReboot t/w
DelayReboot i/w r-1: u0
PeriodicInformEnable b/w
PeriodicInformInterval u/w r1: u0
PeriodicInformTime t/w
ParameterKey s/r L32
ConnectionRequestURL s/r
ConnectionRequestUsername s/w L256
ConnectionRequestPassword s/w L256 x
UpgradesManaged b/w
KickURL s/r
DownloadProgressURL s/r
DefaultActiveNotificationThrottle u/w u0
CWMPRetryMinimumWaitInterval u/w r1:65535 u0
CWMPRetryIntervalMultiplier u/w r1000:65535
HTTPConnectionRequestEnable b/w
UDPConnectionRequestAddress s/r L256
STUNEnable b/w
STUNServerAddress s/w L256
STUNServerPort u/w r0:65535
STUNUsername s/w L256
STUNPassword s/w L256 x
STUNMaximumKeepAlivePeriod i/w r-1: u0
STUNMinimumKeepAlivePeriod u/w u0
NATDetected b/r
AliasBasedAddressing b/r
InstanceMode s/w e398
AutoCreateInstances b/w
ManageableDeviceNumberOfEntries u/r
ManageableDeviceNotificationLimit u/w
EmbeddedDeviceNumberOfEntries u/r
VirtualDeviceNumberOfEntries u/r
SupportedConnReqMethods [s]/r e399
ConnReqXMPPConnection s/w RsDevice.XMPP.Connection.
ConnReqAllowedJabberIDs [s]/w L256
ConnReqJabberID s/r
HTTPCompressionSupported [s]/r e293
HTTPCompression s/w
LightweightNotificationProtocolsSupported [s]/r e400
LightweightNotificationProtocolsUsed [s]/w
LightweightNotificationTriggerInterval u/w r0: u0
LightweightNotificationTriggerTime t/w
UDPLightweightNotificationHost s/w L256
UDPLightweightNotificationPort u/w
InstanceWildcardsSupported b/r
InformParameterNumberOfEntries u/r

Device.ManagementServer.AutonomousTransferCompletePolicy.
Enable b/w
TransferTypeFilter s/w e401
ResultTypeFilter s/w e373
FileTypeFilter [s]/w

Device.ManagementServer.DUStateChangeComplPolicy.
Enable b/w
OperationTypeFilter [s]/w e402
ResultTypeFilter s/w e373
FaultCodeFilter [s]/w e403

Device.ManagementServer.DownloadAvailability.

Device.ManagementServer.DownloadAvailability.Announcement.
Enable b/w
Status s/r e5
GroupNumberOfEntries u/r

Device.ManagementServer.DownloadAvailability.Announcement.Group.{i}. w n=GroupNumberOfEntries k=URL k=Alias
Alias s/w
Enable b/w
Status s/r e5
URL s/w

Device.ManagementServer.DownloadAvailability.Query.
Enable b/w
Status s/r e5
URL s/w

Device.ManagementServer.EmbeddedDevice.{i}. n=EmbeddedDeviceNumberOfEntries k=ControllerID,ProxiedDeviceID
ControllerID s/r L256
ProxiedDeviceID s/r L256
Reference s/r Rs
SupportedDataModel [s]/r RsDevice.DeviceInfo.SupportedDataModel.
Host [s]/r RsDevice.Hosts.Host.
ProxyProtocol s/r e397
ProxyProtocolReference s/r Rs
DiscoveryProtocol [s]/r e404
DiscoveryProtocolReference [s]/r Rs
CommandProcessed s/r e405
CommandProcessingErrMsg s/r L1024
LastSyncTime t/r

Device.ManagementServer.HeartbeatPolicy.
Enable b/w
ReportingInterval u/w r30: u0
InitiationTime t/w

Device.ManagementServer.InformParameter.{i}. w n=InformParameterNumberOfEntries k=Alias k=ParameterName
Enable b/w
Alias s/w
ParameterName s/w L256
EventList [s]/w

Device.ManagementServer.ManageableDevice.{i}. n=ManageableDeviceNumberOfEntries k=ManufacturerOUI,SerialNumber,ProductClass
ManufacturerOUI s/r L6
SerialNumber s/r L64
ProductClass s/r L64
Host [s]/r RsDevice.Hosts.Host.
Alias s/w !2.14

Device.ManagementServer.StandbyPolicy.
CRUnawarenessMaxDuration i/w r-1: u0
MaxMissedPeriodic i/w r-1:
NotifyMissedScheduled b/w
NetworkAwarenessCapable b/r
SelfTimerCapable b/r
CRAwarenessRequested b/w
PeriodicAwarenessRequested b/w
ScheduledAwarenessRequested b/w

Device.ManagementServer.VirtualDevice.{i}. n=VirtualDeviceNumberOfEntries k=ManufacturerOUI,ProductClass,SerialNumber
ManufacturerOUI s/r L6
ProductClass s/r L64
SerialNumber s/r L64
Host [s]/r RsDevice.Hosts.Host.
ProxyProtocol s/r e397
ProxyProtocolReference s/r Rs
DiscoveryProtocol [s]/r e404
DiscoveryProtocolReference [s]/r Rs

Device.MoCA.
InterfaceNumberOfEntries u/r

Device.MoCA.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate u/r u26
AccessControlNumberOfEntries u/r
RlapmNumberOfEntries u/r
SapmNumberOfEntries u/r
MeshNumberOfEntries u/r
BridgeNumberOfEntries u/r
MeshScModNumberOfEntries u/r
MACAddress s/r
FirmwareVersion s/r L64
MaxIngressBW u/r
MaxEgressBW u/r
HighestVersion s/r L64
CurrentVersion s/r L64
NetworkCoordinator u/r r0:15
NodeID u/r r0:15
MaxNodes b/r
NumNodes u/r r0:16
PreferredNC b/w
BackupNC u/r r0:15
PrivacyEnabledSetting b/w
PrivacyEnabled b/r
AccessControlEnable b/w
PhyThreshold u/w r0:2048
PhyThresholdTrapEnable b/w
StatusChangeEnable b/w
NumNodesChangeEnable b/w
TpcTargetRateNper u/w r0:2048
Band [s]/w e78
LastOperFreqUpdateEnable b/w
FreqCapabilityMask x/r
FreqCurrentMaskSetting x/w
FreqCurrentMask x/r
CurrentOperFreq u/r
LastOperFreq u/w
TpcEnable b/w
KeyPassphrase s/w L17 x
PerMode u/w
TurboModeEnable b/w
PolicingEnable b/w
TlpMin u/w
TlpMax u/w
RlapmEnable b/w
RlapmProfileSelect u/w
SapmEnable b/w
SapmProfileSelect u/w
PowerStateRequest s/w e79
SeqNumMr u/w r0:65535
PowerStateTrapEnable b/w
LmoTrapEnable b/w
PrimaryOffset i/w r-25:25 u37
SecondaryOffset i/w r-125:125 u37
BeaconPowerDistributed i/w r-10:7,255:255 u27
BeaconPowerLocal i/w r-10:7 u27
BeaconPowerMePie x/w L4
BeaconPowerMePieSend b/w
BeaconPowerNetConfig b/w
EnhancedPassword s/w x
FirstOffset i/w r-4:0
HandoffToLowerVersionEnable b/w
MgntEntityNetIePayloadRespTimeout u/w
MgntEntityNetIePayloadTx x/w L62
MpsPrivacyDown b/w
MpsPrivacyReceive b/w
MpsReset b/w
MpsTriggered b/w
MpsUnpairedTime u/w u0
MpsWalkTime u/w r12:1200 u0
NetworkJoin b/w
NetworkNameAdmissionRule s/w e80
NetworkNameNcNn s/w
NumChannels u/w r1:5
Per25Mode u/w
PrivacySupported [s]/w e81
TrafficPermissionEthertype x/w L2
TrafficPermissionLink x/w
ConnectedNodesChangeTrapEn b/w
MgntEntityNetwIePayloadRecTrapEn b/w
MpsTrapEn b/w
NcPrivSupportedRecTrapEn b/w
NetworkNameRecTrapEn b/w
NodeDropTrapEn b/w
TxPowerLimit u/w
PowerCntlPhyTarget u/w r0:2048
BeaconPowerLimit u/w
NetworkTabooMask x/r
NodeTabooMask x/r
SupportedBands [s]/r e78
TxBcastRate u/r r0:2048
TxBcastPowerReduction u/r
QAM256Capable b/r
PacketAggregationCapability u/r u21
AssociatedDeviceNumberOfEntries u/r
PasswordHash x/r L2
AggregationSize u/r
AeNumber u/r
SupportedIngressPqosFlows u/r
SupportedEgressPqosFlows u/r
PowerStateCap s/r e79
AvbSupport b/r
ResetCount u/r
LinkDownCount u/r
LmoNodeID u/r r0:15
NetworkState s/r e82
PrimaryChannelOffset i/r
SecondaryChannelOffset i/r
ResetReason s/r L80
NcVersion s/r L64
LinkState x/r L3
ConnectedNodesInfo x/r L156
MgntEntityNetIePayloadRx x/r L62
Moca25PhyCapable b/r
MpsInitScanPayload x/r L4
MpsState b/r
NetworkNamePayload x/r L32
PrivacyNc [s]/r e81
PowerStateResp b/r
PowerStateStatus s/r e79
ConnectedNodesDropReason x/r
BelowPhyThresholdTrap u/r
AbovePhyThresholdTrap u/r
StatusChangeTrap u/r
NumNodesChangeTrap u/r
MrRstSuccessTrap u/r
MrRstFailTrap u/r
MrNetworkSuccessTrap u/r
MrNetworkFailTrap u/r
PowerStateBcstRecTrap u/r
PowerStateM0NcTrap u/r
PowerStateNc1xTrap u/r
PowerStateNetVerTrap u/r
PowerStateRespTrap u/r
PowerStateUcstPenTrap u/r
PowerStateTrnsReqTrap u/r
PowerStateWupUrTrap u/r
LmoStatusTrap u/r
LinkFailureTrap u/r
ConnectedNodesChangeTrap u/r
MgntEntityNetwIePayloadRecTrap u/r
MpsInitScanRecTrap u/r
MpsPairFailTrap u/r
MpsPrivacyChangedTrap u/r
NcPrivacySupportedRecTrap u/r
NetworkNameRecTrap u/r
NodeDropAdmFailureTrap u/r
NodeDropNcTrap u/r
NodeDropMpsTriggeredTrap u/r
NodeDropNcChgTrap u/r
BelowPhyThresholdTrap! LowestPhyRate
AbovePhyThresholdTrap!
StatusChangeTrap! Status
NumNodesChangeTrap! NumNodes
MrRstSuccessTrap!
MrRstFailTrap!
MrNetworkSuccessTrap!
MrNetworkFailTrap!
PowerStateBcstRecTrap!
PowerStateM0NcTrap!
PowerStateNc1xTrap!
PowerStateNetVerTrap!
PowerStateRespTrap!
PowerStateUcstPenTrap!
PowerStateTrnsReqTrap!
PowerStateWupUrTrap!
LmoStatusTrap!
LinkFailureTrap!
ConnectedNodesChangeTrap! ConnectedNodesInfo
MgntEntityNetwIePayloadRecTrap!
MpsInitScanRecTrap! MpsInitScanPayload
MpsPairFailTrap!
MpsPrivacyChangedTrap!
NcPrivacySupportedRecTrap! PrivacyNc
NetworkNameRecTrap! NetworkNamePayload
NodeDropAdmFailureTrap!
NodeDropNcTrap!
NodeDropMpsTriggeredTrap!
NodeDropNcChgTrap!

Device.MoCA.Interface.{i}.Aca.
DiagnosticsState s/w e426
NodeID u/w r0:15
Type s/w e393
Channel u/w
ReportNodeMask x/w L2
TotalRxPower i/r
PowerProfile x/r
Aca() a
>NodeID u/w r0:15
>Type s/w e393
>Channel u/w
>ReportNodeMask x/w L2
<Status TotalRxPower PowerProfile

Device.MoCA.Interface.{i}.AccessControl.{i}. w n=AccessControlNumberOfEntries k=MACAddress
Enable b/w
MACAddress s/w

Device.MoCA.Interface.{i}.AssociatedDevice.{i}. n=AssociatedDeviceNumberOfEntries k=MACAddress
MACAddress s/r
NodeID u/r r0:15
PreferredNC b/r
HighestVersion s/r L64
PHYTxRate u/r u26
PHYRxRate u/r u26
TxPowerControlReduction u/r
RxPowerLevel u/r u27
TxBcastRate u/r r0:2048
RxBcastPowerLevel i/r
TxPackets U/r
TxDrops u/r
RxPackets U/r
RxCorrected U/r
RxErroredAndMissedPackets u/r
BondingCapable b/r
QAM256Capable b/r
PacketAggregationCapability u/r u21
RxSNR u/r
Active b/r
SupportedIngressPqosFlows u/r
SupportedEgressPqosFlows u/r
AggregationSize u/r
AeNumber u/r
PowerState s/r e79
PowerStateCapability s/r e79
PDelay i/r
EnhancedPrivacyCapable b/r
LinkType s/r e85
Moca25PhyCapable b/r
RxPwrList s/r L6
RxSNRList s/r L6
TxPwrList s/r L6
TxPwrReductionList s/r L6
EgressNodeNumFlows u/r
IngressNodeNumFlows u/r

Device.MoCA.Interface.{i}.Bridge.{i}. n=BridgeNumberOfEntries k=NodeIndex
NodeIndex u/r r0:15
MACAddresses [s]/r

Device.MoCA.Interface.{i}.Mesh.{i}. n=MeshNumberOfEntries k=TxNodeIndex,RxNodeIndex
TxNodeIndex u/r r0:15
RxNodeIndex u/r r0:15
TxRate u/r r0:2048
TxRateNper u/r r0:2048
TxRateVlper u/r r0:2048
LinkType s/r e86
Power x/r L3
PowerReduction x/r L3
RxSNR x/r L3

Device.MoCA.Interface.{i}.MeshScMod.{i}. n=MeshScModNumberOfEntries k=TxNodeIndex,RxNodeIndex,ChannelIndex
TxNodeIndex u/r r0:15
RxNodeIndex u/r r0:15
ChannelIndex s/r e87
Mod x/r
Nper x/r
Vlper x/r
ModM25 x/r

Device.MoCA.Interface.{i}.QoS.
EgressNumFlows u/r
IngressNumFlows u/r
FlowStatsNumberOfEntries u/r

Device.MoCA.Interface.{i}.QoS.FlowStats.{i}. n=FlowStatsNumberOfEntries k=FlowID
FlowID s/r
PacketDA s/r
MaxRate u/r u19
MaxBurstSize u/r
LeaseTime u/r u0
Tag u/r
LeaseTimeLeft u/r u0
FlowPackets u/r
IngressGuid s/r
EgressGuid s/r
MaximumLatency u/r
ShortTermAvgRatio u/r
FlowPer u/r
IngressClassify s/r e84
VlanTag u/r
DscpMoca u/r
Dfid u/r

Device.MoCA.Interface.{i}.Reset.
NodeMask x/w L2
StartTime u/w
StatusTrapEnable b/w
NetworkTrapEnable b/w

Device.MoCA.Interface.{i}.Rlapm.{i}. w n=RlapmNumberOfEntries k=Profile,Frequency,GlobalAggrRxPwrLevel
Enable b/w
Profile u/w
Frequency u/w
GlobalAggrRxPwrLevel u/w r0:65
PhyMargin u/w r0:60
Status s/r e83

Device.MoCA.Interface.{i}.Sapm.{i}. w n=SapmNumberOfEntries k=Profile,Frequency
Enable b/w
Profile u/w
Frequency u/w
AggrRxPwrLevelThreshold u/w r0:65
PhyMargin [u]/w r0:120
Status s/r e83

Device.MoCA.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
RxCorrectedErrors U/r
Reset()

Device.NAT.
InterfaceSettingNumberOfEntries u/r
PortMappingNumberOfEntries u/r
MaxNumberOfPortMappings u/r
PortTriggerNumberOfEntries u/r
MaxNumberOfPortTriggers u/r

Device.NAT.InterfaceSetting.{i}. w n=InterfaceSettingNumberOfEntries k=Alias k=Interface
Enable b/w
Status s/r e239
Alias s/o
Interface s/w L256 RsDevice.IP.Interface.
SourceNetwork [s]/w L256
TCPTranslationTimeout i/w r-1: u0
UDPTranslationTimeout i/w r-1: u0

Device.NAT.PortMapping.{i}. w n=PortMappingNumberOfEntries k=Alias k=RemoteHost,ExternalPort,Protocol
Enable b/w
Status s/r e240
Origin s/o e241
Alias s/o
Interface s/w L256 RsDevice.IP.Interface.
AllInterfaces b/w
LeaseDuration u/w u0
RemainingLeaseTime u/r u0
RemoteHost s/w
ExternalPort u/w r0:65535
ExternalPortEndRange u/w r0:65535
InternalPort u/w r0:65535
Protocol s/w e237
InternalClient s/w L256
Description s/w L256
ScheduleRef [s]/w RsDevice.Schedules.Schedule.
Log b/w
LogRef [s]/w RsDevice.Firewall.Log.

Device.NAT.PortTrigger.{i}. w n=PortTriggerNumberOfEntries k=Alias
Alias s/o
Enable b/w
Status s/r e240
Origin s/o e233
Description s/w L256
Interface s/w L256 RsDevice.IP.Interface.
Port u/w r0:65535
PortEndRange u/w r0:65535
AutoDisableDuration u/w u0
ActivationDate t/r
Protocol s/w e237
ScheduleRef [s]/w RsDevice.Schedules.Schedule.
Log b/w
LogRef [s]/w RsDevice.Firewall.Log.
RuleNumberOfEntries u/r

Device.NAT.PortTrigger.{i}.Rule.{i}. w n=RuleNumberOfEntries k=Alias
Alias s/o
Port u/w r0:65535
PortEndRange u/w r0:65535
Protocol s/w e237

Device.NeighborDiscovery.
Enable b/w
InterfaceSettingNumberOfEntries u/r

Device.NeighborDiscovery.InterfaceSetting.{i}. w n=InterfaceSettingNumberOfEntries k=Alias k=Interface
Enable b/w
Status s/r e66
Alias s/o
Interface s/w RsDevice.IP.Interface.
DADTransmits u/w
RetransTimer u/w r1: u3
RtrSolicitationInterval u/w r4000: u3
MaxRtrSolicitations u/w
NUDEnable b/w
RSEnable b/w

Device.Node.{i}. n=NodeNumberOfEntries k=Alias
Alias s/o
Type s/r e380
Description s/r L256

Device.Optical.
InterfaceNumberOfEntries u/r

Device.Optical.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate i/w r-1: u26
SFPReferenceList [s]/r L256 RsDevice.SFPs.SFPCage.
OpticalSignalLevel i/r r-65536:65534
TransmitOpticalLevel i/r r-65536:65534
LowerOpticalThreshold i/r !2.17
UpperOpticalThreshold i/r !2.17
LowerTransmitPowerThreshold i/r !2.17
UpperTransmitPowerThreshold i/r !2.17

Device.Optical.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
Reset()

Device.PCP.
Enable b/w
SupportedVersions [u]/r r0:65535
PreferredVersion u/w r0:65535
OptionList [u]/r r0:254
ClientNumberOfEntries u/r

Device.PCP.Client.{i}. w n=ClientNumberOfEntries k=Alias k=WANInterface
Enable b/w
Alias s/o
WANInterface s/r RsDevice.IP.Interface.
Status s/r e242
MAPEnable b/w
PEEREnable b/w
ANNOUNCEEnable b/w
THIRDPARTYEnable b/w
THIRDPARTYStatus s/r e5
FILTEREnable b/w
ServerNumberOfEntries u/r

Device.PCP.Client.{i}.PCPProxy.
Enable b/w
HighestVersion u/r r0:65535
Status s/r e5

Device.PCP.Client.{i}.Server.{i}. w n=ServerNumberOfEntries k=Alias k=ServerNameOrAddress
Enable b/w
Status s/r e243
Alias s/o
Origin s/r e244
ServerNameOrAddress s/w L256
ServerAddressInUse s/r
AdditionalServerAddresses [s]/r
ExternalIPAddress s/r
CurrentVersion u/r r0:65535
MaximumFilters u/w
PortQuota u/w r:65535
PreferredLifetime u/w u0
Capabilities [s]/r e245
InboundMappingNumberOfEntries u/r
OutboundMappingNumberOfEntries u/r

Device.PCP.Client.{i}.Server.{i}.InboundMapping.{i}. w n=InboundMappingNumberOfEntries k=Alias k=InternalPort,ProtocolNumber,ThirdPartyAddress
Enable b/w
Status s/r e246
ErrorCode u/r r1:255
Alias s/o
Origin s/r e247
Lifetime u/w u0
SuggestedExternalIPAddress s/w
SuggestedExternalPort u/w r0:65535
SuggestedExternalPortEndRange u/w r0:65535
InternalPort u/w r1:65535
ProtocolNumber i/w r-1:255
ThirdPartyAddress s/w
Description s/w L256
AssignedExternalIPAddress s/r
AssignedExternalPort u/r r0:65535
AssignedExternalPortEndRange u/r r0:65535
FilterNumberOfEntries u/r

Device.PCP.Client.{i}.Server.{i}.InboundMapping.{i}.Filter.{i}. w n=FilterNumberOfEntries k=Alias
Alias s/o
RemoteHostIPAddress s/w
PrefixLength u/w r1:128
RemotePort u/w r0:65535
RemotePortEndRange u/w r0:65535

Device.PCP.Client.{i}.Server.{i}.OutboundMapping.{i}. w n=OutboundMappingNumberOfEntries k=Alias k=InternalPort,ProtocolNumber,ThirdPartyAddress,RemoteHostIPAddress,RemotePort
Enable b/w
Status s/r e246
ErrorCode u/r r1:255
Alias s/o
Origin s/r e247
Lifetime u/w u0
SuggestedExternalIPAddress s/w
SuggestedExternalPort u/w r0:65535
RemoteHostIPAddress s/w
InternalPort u/w r1:65535
RemotePort u/w r1:65535
ProtocolNumber i/w r-1:255
ThirdPartyAddress s/w
Description s/w L256
AssignedExternalIPAddress s/r
AssignedExternalPort u/r r0:65535

Device.PCP.Client.{i}.UPnPIWF.
Enable b/w
Status s/r e5

Device.PDU.
SessionNumberOfEntries u/r

Device.PDU.Session.{i}. n=SessionNumberOfEntries k=Alias
Alias s/o
Interface s/r L256 RsDevice.IP.Interface.
SessionID u/r r1:15
PTI u/r r1:254
SessionType s/r e339
SSC u/r r1:3
SessionAMBRDownlink U/r u24
SessionAMBRUplink U/r u24
LastError u/r
PDUIPv4Address s/r
PDUIPv6InterfaceIdentifier s/r
RQTimerValue u/r u0
AlwaysOn b/r
DNN s/r L100
QoSRuleNumberOfEntries u/r
QoSFlowNumberOfEntries u/r

Device.PDU.Session.{i}.NetworkSlice.
SliceServiceType s/r e341
SliceDifferentiator u/r

Device.PDU.Session.{i}.PCO.
IPv6PCSCF s/r
IPv6DNS [s]/r L256
IPv4PCSCF s/r
IPv4DNS [s]/r L256

Device.PDU.Session.{i}.QoSFlow.{i}. n=QoSFlowNumberOfEntries k=Alias k=QFI
Alias s/o
QFI u/r r1:63
FiveQI u/r r1:255
GFBRUplink U/r u24
GFBRDownlink U/r u24
MFBRUplink U/r u24
MFBRDownlink U/r u24
AveragingWindow u/r u3
EPSBearer u/r

Device.PDU.Session.{i}.QoSRule.{i}. n=QoSRuleNumberOfEntries k=Alias k=Identifier
Alias s/o
Identifier u/r r1:255
Precedence u/r r0:255
Segregation b/r
QFI u/r r1:63
DQR b/r
FilterNumberOfEntries u/r

Device.PDU.Session.{i}.QoSRule.{i}.Filter.{i}. n=FilterNumberOfEntries k=Alias
Alias s/o
Direction s/r e342
Type u/r
Value s/r L1024

Device.PPP.
InterfaceNumberOfEntries u/r
SupportedNCPs [s]/r e174

Device.PPP.Interface.{i}. w n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
ConnectionStatus s/r e175
LastConnectionError s/r e176
AutoDisconnectTime u/w u0
IdleDisconnectTime u/w u0
WarnDisconnectDelay u/w u0
Username s/w L64
Password s/w L64 x
EncryptionProtocol s/r e177
CompressionProtocol s/r e178
AuthenticationProtocol s/r e179
MaxMRUSize u/w r64:65535
CurrentMRUSize u/r r64:65535
ConnectionTrigger s/w e180
LCPEcho u/w u0
LCPEchoRetry u/w
LCPEchoAdaptive b/w
IPCPEnable b/w
IPv6CPEnable b/w
Reset b/w
Reset()

Device.PPP.Interface.{i}.IPCP.
LocalIPAddress s/r
RemoteIPAddress s/r
DNSServers [s]/r
PassthroughEnable b/w
PassthroughDHCPPool s/w L256 RsDevice.DHCPv4.Server.Pool.

Device.PPP.Interface.{i}.IPv6CP.
LocalInterfaceIdentifier s/r
RemoteInterfaceIdentifier s/r

Device.PPP.Interface.{i}.PPPoE.
SessionID u/r r1:
ACName s/w L256
ServiceName s/w L256

Device.PPP.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.PTM.
LinkNumberOfEntries u/r

Device.PTM.Link.{i}. w n=LinkNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
MACAddress s/r

Device.PTM.Link.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.PacketCaptureDiagnostics.
DiagnosticsState s/w e406
Interface s/w L256 Rw
Format s/r e2
Duration u/w r1: u0
PacketCount u/w
ByteCount u/w
FileTarget s/w
FilterExpression s/w L256
Username s/w L256
Password s/w L256 x
PacketCaptureResultNumberOfEntries u/r

Device.PacketCaptureDiagnostics.PacketCaptureResult.{i}. n=PacketCaptureResultNumberOfEntries
FileLocation s/r
StartTime t/r
EndTime t/r
Count u/r

Device.PeriodicStatistics.
MinSampleInterval u/r u0
MaxReportSamples u/r
SampleSetNumberOfEntries u/r

Device.PeriodicStatistics.SampleSet.{i}. w n=SampleSetNumberOfEntries k=Name k=Alias
Alias s/o
Enable b/w
Name s/w L128
SampleInterval u/w r1: u0
ReportSamples u/w r1:
ReportStartTime t/r
ReportEndTime t/r
SampleSeconds [u]/r u0
ParameterNumberOfEntries u/r
Controller s/r RsDevice.LocalAgent.Controller.
TimeReference t/w
FetchSamples u/w r1:
Status s/r e396
ForceSample b/w
ForceSample()
ForceCollection()
Push! Parameter.{i}.Reference Parameter.{i}.Values Parameter.{i}.SampleSeconds Parameter.{i}.SuspectData Parameter.{i}.Failures

Device.PeriodicStatistics.SampleSet.{i}.Parameter.{i}. w n=ParameterNumberOfEntries k=Reference k=Alias
Alias s/o
Enable b/w
Reference s/w L256 Rw
SampleMode s/w e271
CalculationMode s/w e272
LowThreshold i/w
HighThreshold i/w
SampleSeconds [u]/r u0
SuspectData [u]/r r:1
Values [s]/r
ValuesIfHistogram [s]/r
Failures u/r
HistogramBinBoundaries [s]/w

Device.ProxiedDevice.{i}. n=ProxiedDeviceNumberOfEntries k=Alias
Alias s/o
Type s/r e380
Description s/r L256
Name s/w L64
Online b/r
LastTimeContacted t/r
InterfaceReference s/r Rs
ProxyProtocol s/r e381
NodeNumberOfEntries u/r

Device.ProxiedDevice.{i}.Node.{i}. n=NodeNumberOfEntries k=Alias
Alias s/o
Type s/r e380
Description s/r L256

Device.QoS.
MaxClassificationEntries u/r
ClassificationNumberOfEntries u/r
MaxAppEntries u/r
AppNumberOfEntries u/r
MaxFlowEntries u/r
FlowNumberOfEntries u/r
MaxPolicerEntries u/r
PolicerNumberOfEntries u/r
MaxQueueEntries u/r
QueueNumberOfEntries u/r
QueueStatsNumberOfEntries u/r
MaxShaperEntries u/r
ShaperNumberOfEntries u/r
MaxSchedulerEntries u/r
SchedulerNumberOfEntries u/r
DefaultForwardingPolicy u/w
DefaultTrafficClass u/w
DefaultPolicer s/w L256 RsDevice.QoS.Policer.
DefaultQueue s/w L256 RsDevice.QoS.Queue.
DefaultDSCPMark i/w r-2:
DefaultEthernetPriorityMark i/w r-2:
DefaultInnerEthernetPriorityMark i/w r-2:
AvailableAppList [s]/r

Device.QoS.App.{i}. w n=AppNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
ProtocolIdentifier s/w L256
Name s/w L64
DefaultForwardingPolicy u/w
DefaultTrafficClass u/w
DefaultPolicer s/w L256 RsDevice.QoS.Policer.
DefaultDSCPMark i/w r-2:
DefaultEthernetPriorityMark i/w r-2:
DefaultInnerEthernetPriorityMark i/w r-2:

Device.QoS.Classification.{i}. w n=ClassificationNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Order u/w r1:
Alias s/o
DHCPType s/w e171
Interface s/w L256 Rs
AllInterfaces b/w
IPVersion i/w r4:4,6:6,-1:-1
DestIP s/w
DestMask s/w
DestIPExclude b/w
SourceIP s/w
SourceMask s/w
SourceIPExclude b/w
Protocol i/w r-1:255
ProtocolExclude b/w
DestPort i/w r-1:65535
DestPortRangeMax i/w r-1:65535
DestPortExclude b/w
SourcePort i/w r-1:65535
SourcePortRangeMax i/w r-1:65535
SourcePortExclude b/w
SourceMACAddress s/w
SourceMACMask s/w
SourceMACExclude b/w
DestMACAddress s/w
DestMACMask s/w
DestMACExclude b/w
Ethertype i/w r-1:
EthertypeExclude b/w
SSAP i/w r-1:
SSAPExclude b/w
DSAP i/w r-1:
DSAPExclude b/w
LLCControl i/w r-1:
LLCControlExclude b/w
SNAPOUI i/w r-1:
SNAPOUIExclude b/w
SourceVendorClassID s/w L255
SourceVendorClassIDv6 x/w L65535
SourceVendorClassIDExclude b/w
SourceVendorClassIDMode s/w e172
DestVendorClassID s/w L255
DestVendorClassIDv6 x/w L65535
DestVendorClassIDExclude b/w
DestVendorClassIDMode s/w e172
SourceClientID x/w L65535
SourceClientIDExclude b/w
DestClientID x/w L65535
DestClientIDExclude b/w
SourceUserClassID x/w L65535
SourceUserClassIDExclude b/w
DestUserClassID x/w L65535
DestUserClassIDExclude b/w
SourceVendorSpecificInfo x/w L65535
SourceVendorSpecificInfoExclude b/w
SourceVendorSpecificInfoEnterprise u/w
SourceVendorSpecificInfoSubOption i/w r0:255
DestVendorSpecificInfo x/w L65535
DestVendorSpecificInfoExclude b/w
DestVendorSpecificInfoEnterprise u/w
DestVendorSpecificInfoSubOption i/w r0:255
TCPACK b/w
TCPACKExclude b/w
IPLengthMin u/w u8
IPLengthMax u/w u8
IPLengthExclude b/w
DSCPCheck i/w r-1:63
DSCPExclude b/w
DSCPMark i/w r-2:
EthernetPriorityCheck i/w r-1:
EthernetPriorityExclude b/w
EthernetPriorityMark i/w r-2:
InnerEthernetPriorityCheck i/w r-1:
InnerEthernetPriorityExclude b/w
InnerEthernetPriorityMark i/w r-2:
EthernetDEICheck i/w r-1:
EthernetDEIExclude b/w
VLANIDCheck i/w r-1:
VLANIDExclude b/w
OutOfBandInfo i/w r-1:
ForwardingPolicy u/w
TrafficClass i/w r-1:
Policer s/w L256 RsDevice.QoS.Policer.
App s/w L256 RsDevice.QoS.App.

Device.QoS.Flow.{i}. w n=FlowNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
Type s/w L256
TypeParameters [s]/w L256
Name s/w L64
App s/w L256 RsDevice.QoS.App.
ForwardingPolicy u/w
TrafficClass u/w
Policer s/w L256 RsDevice.QoS.Policer.
DSCPMark i/w r-2:
EthernetPriorityMark i/w r-2:
InnerEthernetPriorityMark i/w r-2:

Device.QoS.Policer.{i}. w n=PolicerNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
CommittedRate U/w u24
CommittedBurstSize u/w u8
ExcessBurstSize u/w u8
PeakRate U/w u24
PeakBurstSize u/w u8
MeterType s/w
PossibleMeterTypes [s]/r e229
ConformingAction s/w
PartialConformingAction s/w
NonConformingAction s/w
TotalCountedPackets u/r
TotalCountedBytes u/r
ConformingCountedPackets u/r
ConformingCountedBytes u/r
PartiallyConformingCountedPackets u/r
PartiallyConformingCountedBytes u/r
NonConformingCountedPackets u/r
NonConformingCountedBytes u/r

Device.QoS.Queue.{i}. w n=QueueNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Alias s/o
Children [s]/w Rs
TrafficClasses [u]/w
Interface s/w L256 Rs
AllInterfaces b/w
HardwareAssisted b/r
BufferLength u/r u8
Weight u/w
Precedence u/w r1:
REDThreshold u/w r:100
REDPercentage u/w r:100
DropAlgorithm s/w e230
SchedulerAlgorithm s/w e231
ShapingRate I/w r-1:
CurrentShapingRate I/r r-1: u24
AssuredRate I/w r-1:
CurrentAssuredRate I/r r-1:
ShapingBurstSize u/w u8

Device.QoS.QueueStats.{i}. w n=QueueStatsNumberOfEntries k=Alias k=Queue,Interface
Enable b/w
Status s/r e5
Alias s/o
Queue s/w L256 RsDevice.QoS.Queue.
Interface s/w L256 Rs
OutputPackets u/r
OutputBytes u/r u8
DroppedPackets u/r
DroppedBytes u/r u8
QueueOccupancyPackets u/r
QueueOccupancyPercentage u/r r0:100 u2

Device.QoS.Scheduler.{i}. w n=SchedulerNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Alias s/o
Children [s]/w Rs
Interface s/w L256 Rs
SchedulerAlgorithm s/w e231
ShapingRate I/w r-1:
AssuredRate I/w r-1:
DefaultQueue s/w L256 Rs

Device.QoS.Shaper.{i}. w n=ShaperNumberOfEntries k=Alias k=Interface
Enable b/w
Status s/r e66
Alias s/o
Children [s]/w Rs
Interface s/w L256 Rs
ShapingRate I/w r-1:
ShapingBurstSize u/w u8

Device.RadSecProxy.
Enable b/w
Status s/r e5
ListenConfigNumberOfEntries u/r
SourceConfigNumberOfEntries u/r
ClientNumberOfEntries u/r
RealmNumberOfEntries u/r
ServerNumberOfEntries u/r
TLSNumberOfEntries u/r

Device.RadSecProxy.Client.{i}. w n=ClientNumberOfEntries k=Alias k=Address
Enable b/w
Status s/r e5
Alias s/o
Address s/w L256
Protocol s/w e360
Secret s/w x
TLS s/w L256 RsDevice.RadSecProxy.TLS.

Device.RadSecProxy.ListenConfig.{i}. n=ListenConfigNumberOfEntries k=Alias
Alias s/o
Protocol s/w e360
Interface s/w L256 RsDevice.IP.Interface.
Port u/w r1:65535

Device.RadSecProxy.Realm.{i}. w n=RealmNumberOfEntries k=Alias k=Pattern
Enable b/w
Status s/r e5
Alias s/o
Pattern s/w
Server s/w L256 RsDevice.RadSecProxy.Server.
AccountingServer s/w L256 RsDevice.RadSecProxy.Server.
AccountingResponse b/w

Device.RadSecProxy.Server.{i}. w n=ServerNumberOfEntries k=Alias k=Address
Enable b/w
Status s/r e5
Alias s/o
Address s/w L256
Protocol s/w e360
Port u/w r1:65535
Secret s/w x
TLS s/w L256 RsDevice.RadSecProxy.TLS.

Device.RadSecProxy.SourceConfig.{i}. n=SourceConfigNumberOfEntries k=Alias
Alias s/o
Protocol s/w e360
Interface s/w L256 RsDevice.IP.Interface.
Port u/w r1:65535

Device.RadSecProxy.TLS.{i}. w n=TLSNumberOfEntries k=Alias
Alias s/o
Certificate s/w RsDevice.Security.Certificate.
CABundle s/w RsDevice.Security.CABundle.
TLSVersion s/w e361

Device.RouterAdvertisement.
Enable b/w
InterfaceSettingNumberOfEntries u/r

Device.RouterAdvertisement.InterfaceSetting.{i}. w n=InterfaceSettingNumberOfEntries k=Alias k=Interface
Enable b/w
Status s/r e66
Alias s/o
Interface s/w RsDevice.IP.Interface.
RDNSSMode s/w e227
RDNSS [s]/w
DNSSL [s]/w
ManualPrefixes [s]/w RsDevice.IP.Interface.{i}.IPv6Prefix.
Prefixes [s]/r RsDevice.IP.Interface.{i}.IPv6Prefix.
MaxRtrAdvInterval u/w r4:1800 u0
MinRtrAdvInterval u/w r3:1350 u0
AdvDefaultLifetime u/w r:65535 u0
AdvManagedFlag b/w
AdvOtherConfigFlag b/w
AdvMobileAgentFlag b/w
AdvPreferredRouterFlag s/w e222
AdvNDProxyFlag b/w
AdvLinkMTU u/w
AdvReachableTime u/w r:3600000 u3
AdvRetransTimer u/w u3
AdvCurHopLimit u/w r:255
AdvRDNSSLifetime u/w r:4294967295 u0
AdvDNSSLLifetime u/w r:4294967295 u0
OptionNumberOfEntries u/r

Device.RouterAdvertisement.InterfaceSetting.{i}.Option.{i}. w n=OptionNumberOfEntries k=Alias k=Tag
Enable b/w
Alias s/o
Tag u/w r0:65535
Value x/w L65535

Device.Routing.
RouterNumberOfEntries u/r

Device.Routing.Babel.
Enable b/w
Status s/r e66
ImplementationVersion s/r L32
SelfRouterID x/r
SelfSeqno u/r r:65535
SupportedMetricCompAlgorithms [s]/r e223
SupportedSecurityMechanisms [s]/r e224
SupportedMACAlgorithms [s]/r e225
SupportedDTLSCertTypes [s]/r e226
StatsEnable b/w
InterfaceSettingNumberOfEntries u/r
RouteNumberOfEntries u/r
MACKeySetNumberOfEntries u/r
DTLSCertSetNumberOfEntries u/r
StatsReset b/w
StatsReset()

Device.Routing.Babel.Constants.
UDPPort u/w r1:65535
MulticastGroup s/w

Device.Routing.Babel.DTLSCertSet.{i}. w n=DTLSCertSetNumberOfEntries k=Alias
Alias s/o
DefaultApply b/w
DTLSCertNumberOfEntries u/r

Device.Routing.Babel.DTLSCertSet.{i}.DTLSCert.{i}. w n=DTLSCertNumberOfEntries k=Alias
Alias s/o
CertValue s/o L256
CertType s/w
CertPrivateKey x/o x

Device.Routing.Babel.InterfaceSetting.{i}. w n=InterfaceSettingNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Alias s/o
InterfaceReference s/r RsDevice.IP.Interface.
InterfaceMetricAlgorithm s/r
SplitHorizonEnabled b/w
McastHelloSeqno u/r r:65535
McastHelloInterval u/r r:65535 u59
UpdateInterval u/r r:65535 u59
MACEnabled b/w
InterfaceMACKeySets [s]/w RsDevice.Routing.Babel.MACKeySet.
MACVerify b/w
DTLSEnabled b/w
InterfaceDTLSCertSets [s]/w RsDevice.Routing.Babel.DTLSCertSet.
CachedInfoEnabled b/w
DTLSCertPrefer s/w
PacketLogEnable b/w
PacketLog s/r RsDevice.DeviceInfo.VendorLogFile.
NeighborNumberOfEntries u/r

Device.Routing.Babel.InterfaceSetting.{i}.Neighbor.{i}. n=NeighborNumberOfEntries k=NeighborAddress
NeighborAddress s/r
HelloMCastHistory x/r
HelloUCastHistory x/r
TXCost u/r r:65535
ExpectedMCastHelloSeqno i/r r-1:65535
ExpectedUCastHelloSeqno i/r r-1:65535
UnicastHelloSeqno i/r r-1:65535
UnicastHelloInterval u/r r:65535 u59
RXCost u/r r:65535
Cost u/r r:65535

Device.Routing.Babel.InterfaceSetting.{i}.Stats.
SentMcastHello U/r
SentMcastUpdate U/r
SentUcastHello U/r
SentUcastUpdate U/r
SentIHU U/r
ReceivedPackets U/r

Device.Routing.Babel.MACKeySet.{i}. w n=MACKeySetNumberOfEntries k=Alias
Alias s/o
DefaultApply b/w
MACKeyNumberOfEntries u/r

Device.Routing.Babel.MACKeySet.{i}.MACKey.{i}. w n=MACKeyNumberOfEntries k=Alias
Alias s/o
KeyUseSend b/w
KeyUseVerify b/w
KeyValue x/o x
MACKeyAlgorithm s/w
MACTestState s/w e395
InputString x/w
InputMAC x/w
Match b/r
MACTest()
>InputString x m
>InputMAC x m
<Match

Device.Routing.Babel.Route.{i}. n=RouteNumberOfEntries k=RoutePrefix,SourceRouterID
RoutePrefix s/r
SourceRouterID x/r
Neighbor s/r RsDevice.Routing.Babel.InterfaceSetting.{i}.Neighbor.
ReceivedMetric i/r r-1:65535
CalculatedMetric i/r r-1:65535
RouteSeqno u/r r:65535
NextHop s/r
RouteFeasible b/r
RouteSelected b/r

Device.Routing.RIP.
Enable b/w
SupportedModes s/r e220
InterfaceSettingNumberOfEntries u/r

Device.Routing.RIP.InterfaceSetting.{i}. w n=InterfaceSettingNumberOfEntries k=Alias k=Interface
Enable b/w
Status s/r e66
Alias s/o
Interface s/w L256 RsDevice.IP.Interface.
AcceptRA b/w
SendRA b/w

Device.Routing.RouteInformation.
Enable b/w
InterfaceSettingNumberOfEntries u/r

Device.Routing.RouteInformation.InterfaceSetting.{i}. n=InterfaceSettingNumberOfEntries k=Interface
Status s/r e221
Interface s/r L256 RsDevice.IP.Interface.
SourceRouter s/r
PreferredRouteFlag s/r e222
Prefix s/r
ManagedAddressConfiguration b/r
OtherConfiguration b/r
RouteLifetime t/r
ReachableTime u/r r:3600000 u3
RetransTimer u/r u3
HomeAgent b/r
OptionNumberOfEntries u/r

Device.Routing.RouteInformation.InterfaceSetting.{i}.Option.{i}. n=OptionNumberOfEntries k=Alias k=Tag
Alias s/o
Tag u/r r0:65535
Value x/r L65535

Device.Routing.Router.{i}. w n=RouterNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
IPv4ForwardingNumberOfEntries u/r
IPv6ForwardingNumberOfEntries u/r

Device.Routing.Router.{i}.IPv4Forwarding.{i}. w n=IPv4ForwardingNumberOfEntries k=Alias k=DestIPAddress,DestSubnetMask,ForwardingPolicy,GatewayIPAddress,Interface,ForwardingMetric
Enable b/w
Status s/r e66
Alias s/o
Type s/w e217
StaticRoute b/r
DestIPAddress s/w
DestSubnetMask s/w
ForwardingPolicy i/w r-1:
GatewayIPAddress s/w
Interface s/w L256 RsDevice.IP.Interface.
Origin s/r e218
ForwardingMetric i/w r-1:

Device.Routing.Router.{i}.IPv6Forwarding.{i}. w n=IPv6ForwardingNumberOfEntries k=Alias k=DestIPPrefix,ForwardingPolicy,NextHop,Interface,ForwardingMetric
Enable b/w
Status s/r e66
Alias s/o
Type s/w e217
DestIPPrefix s/w
ForwardingPolicy i/w r-1:
NextHop s/w
Interface s/w L256 RsDevice.IP.Interface.
Origin s/r e219
ForwardingMetric i/w r-1:
ExpirationTime t/r

Device.SFPs.
SFPCageNumberOfEntries u/r

Device.SFPs.Mgmt.
SFF8472NumberOfEntries u/r

Device.SFPs.Mgmt.SFF8472.{i}. n=SFF8472NumberOfEntries k=Alias k=Name
Alias s/o
Name s/r

Device.SFPs.Mgmt.SFF8472.{i}.Transceiver.
Connector x/r L1
Transceiver x/r L9
Encoding u/r r0:255
BRNominal i/r u11
RateIdentifier x/r L1
VendorName s/r L16
VendorOUI x/r L3
VendorPN s/r L16
VendorRev s/r L4
BRMax u/r r0:255
BRMin u/r r0:100 u2
VendorSN s/r L16
DateCode s/r L8
LengthSMFkm u/r r0:255 u12
LengthSMF u/r r0:255 u13
LengthOM2 u/r r0:255 u13
LengthOM1 u/r r0:255 u13
LengthOM3 u/r r0:255 u13
Wavelength u/r r0:65535 u14
VerCompliance x/r L1
OptCooledTrans b/r
OptPowerlvl b/r
OptLinearRcvr b/r
OptRateSelect b/r
OptTxDisable b/r
OptTxFault b/r
OptInvertedLOS b/r
OptLOS b/r
DMCtypeImplemented b/r
DMCtypeInternalCal b/r
DMCtypeExternalCal b/r
DMCtypeRxAvgPwr b/r
EOCalarmsImplemented b/r
EOCSoftTxDisable b/r
EOCSoftTxFault b/r
EOCSoftRxLOS b/r
EOCSoftRateSelect b/r
SFF8079AppSelect b/r
SFF8431SoftRateSelect b/r
EMCSPowerLvlOp b/r
EMCSPowerLvlSelect b/r

Device.SFPs.Mgmt.SFF8472.{i}.Transceiver.Alarms.
TemperatureHigh b/r
TemperatureLow b/r
VccHigh b/r
VccLow b/r
TxBiasHigh b/r
TxBiasLow b/r
TxPowerHigh b/r
TxPowerLow b/r
RxPowerHigh b/r
RxPowerLow b/r

Device.SFPs.Mgmt.SFF8472.{i}.Transceiver.Status.
Temperature i/r r-274: u7
Vcc u/r r0:65535 u4
TxBias u/r u15
TxPower i/r u16
RxPower i/r u16
TxDisableState b/r
SoftTxDisableSelect b/r
RS1State b/r
RateSelectState b/r
SoftRateSelectSelect b/r
TXFaultState b/r
RxLOSState b/r
DataReadyBarState b/r

Device.SFPs.Mgmt.SFF8472.{i}.Transceiver.Thresholds.
HighTempAlarm i/r r-274: u7
HighTempWarning i/r r-274: u7
LowTempWarning i/r r-274: u7
LowTempAlarm i/r r-274: u7
HighVccAlarm u/r r0:65535 u4
HighVccWarning u/r r0:65535 u4
LowVccWarning u/r r0:65535 u4
LowVccAlarm u/r r0:65535 u4
HighTxBiasAlarm u/r u15
HighTxBiasWarning u/r u15
LowTxBiasWarning u/r u15
LowTxBiasAlarm u/r u15
HighTxPowerAlarm i/r u16
HighTxPowerWarning i/r u16
LowTxPowerWarning i/r u16
LowTxPowerAlarm i/r u16
HighRxPowerAlarm i/r u16
HighRxPowerWarning i/r u16
LowRxPowerWarning i/r u16
LowRxPowerAlarm i/r u16

Device.SFPs.Mgmt.SFF8472.{i}.Transceiver.Warnings.
TemperatureHigh b/r
TemperatureLow b/r
VccHigh b/r
VccLow b/r
TxBiasHigh b/r
TxBiasLow b/r
TxPowerHigh b/r
TxPowerLow b/r
RxPowerHigh b/r
RxPowerLow b/r

Device.SFPs.SFPCage.{i}. n=SFPCageNumberOfEntries k=Alias k=Name
Alias s/o
Name s/r
SFPPresent b/r
SFF8024Identifier u/r r0:255
MgmtInterface s/r e22
SFPType s/r e23
SFPReference s/r RsDevice.SFPs.Mgmt.SFF8472.

Device.SSH.
Enable b/w
Status s/r e5
ServerNumberOfEntries u/r
AuthorizedKeyNumberOfEntries u/r

Device.SSH.AuthorizedKey.{i}. w n=AuthorizedKeyNumberOfEntries k=Alias
Alias s/o
User s/w L256 RsDevice.Users.User.
Key s/w

Device.SSH.Server.{i}. w n=ServerNumberOfEntries k=Alias
Enable b/w
Status s/r e349
Alias s/o
Interface s/w L256 RsDevice.IP.Interface.
Port u/w r1:65535
IdleTimeout u/w u0
KeepAlive u/w u0
AllowRootLogin b/w
AllowPasswordLogin b/w
AllowRootPasswordLogin b/w
MaxAuthTries u/w
AllowAllIPv4 b/w
IPv4AllowedSourcePrefix [s]/w
AllowAllIPv6 b/w
IPv6AllowedSourcePrefix [s]/w
ActivationDate t/r
AutoDisableDuration u/w u9
PID u/r
UserGroupAccess s/w RwDevice.Users.Group.
SessionNumberOfEntries u/r
MaxAccessLogEntries i/w r-1:
AccessLogNumberOfEntries u/r

Device.SSH.Server.{i}.AccessLog.{i}. n=AccessLogNumberOfEntries k=Alias
Alias s/o
TimeStamp t/r
User s/r
IPAddress s/r
Port u/r
Status s/r e350

Device.SSH.Server.{i}.Session.{i}. n=SessionNumberOfEntries k=Alias
Alias s/o
User s/r L256 RsDevice.Users.User.
IPAddress s/r
Port u/r
Delete()

Device.SSH.Server.{i}.Stats.
NumberOfFailedAttempts u/r
NumberOfFailedAttemptsSinceActivation u/r
NumberOfSuccessfulAttempts u/r
NumberOfSuccessfulAttemptsSinceActivation u/r

Device.STOMP.
ConnectionNumberOfEntries u/r

Device.STOMP.Connection.{i}. w n=ConnectionNumberOfEntries k=Host,Username,VirtualHost k=Alias
Alias s/o
Enable b/w
Status s/r e382
LastChangeDate t/r
Host s/w L256
Port u/w r1:65535
Username s/w L256
Password s/w L256 x
VirtualHost s/w L256
EnableHeartbeats b/w
OutgoingHeartbeat u/w u3
IncomingHeartbeat u/w u3
ServerRetryInitialInterval u/w r1:65535 u0
ServerRetryIntervalMultiplier u/w r1000:65535
ServerRetryMaxInterval u/w r1: u0
EnableEncryption b/w
IsEncrypted b/r !2.16

Device.Schedules.
Enable b/w
ScheduleNumberOfEntries u/r

Device.Schedules.Schedule.{i}. w n=ScheduleNumberOfEntries k=Alias
Alias s/o
Enable b/w
Status s/r e359
Description s/w L256
Day [s]/w e101
StartTime s/w L5
Duration u/w r1: u0
InverseMode b/w
TimeLeft u/r u0

Device.Security.
CertificateNumberOfEntries u/r
CABundleNumberOfEntries u/r

Device.Security.CABundle.{i}. n=CABundleNumberOfEntries k=Name
Enable b/w
Name s/r
CACertificates [s]/w RsDevice.Security.Certificate.
CADir()
<CADir
CAFile()
<CAFile

Device.Security.Certificate.{i}. n=CertificateNumberOfEntries k=SerialNumber,Issuer
Enable b/w
LastModif t/r
SerialNumber s/r L64
Issuer s/r L256
NotBefore t/r
NotAfter t/r
Subject s/r L256
SubjectAlt [s]/r
SignatureAlgorithm s/r L256

Device.SelfTestDiagnostics.
DiagnosticsState s/w e406
Results s/r L1024

Device.Services.

Device.SessionManagement.
SessionNumberOfEntries u/r
PDPNumberOfEntries u/r
PDNNumberOfEntries u/r
PDUNumberOfEntries u/r

Device.SessionManagement.PDN.{i}. n=PDNNumberOfEntries k=Alias
Alias s/o
QCI u/r r0:254
UpstreamMaxBitRate U/r u19
DownstreamMaxBitRate U/r u19
UpstreamGuaranteedBitRate U/r u19
DownstreamGuaranteedBitRate U/r u19
UpstreamAggregateBitRate U/r u19
DownstreamAggregateBitRate U/r u19

Device.SessionManagement.PDP.{i}. n=PDPNumberOfEntries k=Alias
Alias s/o
TrafficClass s/r e362
UpstreamMaxBitRate U/r u19
DownstreamMaxBitRate U/r u19
UpstreamGuaranteedBitRate U/r u19
DownstreamGuaranteedBitRate U/r u19
DeliveryOrder s/r e363
MaximumSDUSize u/r
SDUErrorRatio s/r L10
ResidualBitErrorRatio s/r L10
DeliveryOfErroneousSDUs s/r e364
TransferDelay u/r u68

Device.SessionManagement.PDU.{i}. n=PDUNumberOfEntries k=Alias
Alias s/o
PTI u/r r1:254
SSC u/r r1:3
SessionAMBRDownlink U/r u24
SessionAMBRUplink U/r u24
RQTimerValue u/r u0
AlwaysOn b/r
QoSRuleNumberOfEntries u/r
QoSFlowNumberOfEntries u/r

Device.SessionManagement.PDU.{i}.NetworkSlice.
SliceServiceType s/r e341
SliceDifferentiator u/r

Device.SessionManagement.PDU.{i}.QoSFlow.{i}. n=QoSFlowNumberOfEntries k=Alias k=QFI
Alias s/o
QFI u/r r1:63
FiveQI u/r r1:255
GFBRUplink U/r u24
GFBRDownlink U/r u24
MFBRUplink U/r u24
MFBRDownlink U/r u24
AveragingWindow u/r u3
EPSBearer u/r

Device.SessionManagement.PDU.{i}.QoSRule.{i}. n=QoSRuleNumberOfEntries k=Alias k=Identifier
Alias s/o
Identifier u/r r1:255
Precedence u/r r0:255
Segregation b/r
QFI u/r r1:63
DQR b/r
FilterNumberOfEntries u/r

Device.SessionManagement.PDU.{i}.QoSRule.{i}.Filter.{i}. n=FilterNumberOfEntries k=Alias
Alias s/o
Direction s/r e342
Type u/r
Value s/r L1024

Device.SessionManagement.Session.{i}. n=SessionNumberOfEntries k=Alias k=SessionID
Alias s/o
Interface s/r L256 RsDevice.IP.Interface.
SessionID u/r r1:15
SessionType s/r e339
APN s/r L100
Reference s/r L256 RsDevice.SessionManagement.PDP.,Device.SessionManagement.PDN.,Device.SessionManagement.PDU.

Device.SessionManagement.Session.{i}.PCO.
IPv6PCSCF s/r
IPv6DNS [s]/r L256
IPv4PCSCF s/r
IPv4DNS [s]/r L256

Device.SmartCardReaders.
SmartCardReaderNumberOfEntries u/r

Device.SmartCardReaders.SmartCardReader.{i}. n=SmartCardReaderNumberOfEntries k=Name k=Alias
Alias s/o
Enable b/w
Status s/r e5
Name s/r L256
ResetTime t/r
DecryptionFailedCounter u/r
DecryptionFailedNoKeyCounter u/r
Reset b/w
Reset()

Device.SmartCardReaders.SmartCardReader.{i}.SmartCard.
Status s/r e257
Type s/r e258
Application [s]/r e259
SerialNumber s/r L256
ATR s/r L1024

Device.SoftwareModules.
ExecEnvClassNumberOfEntries u/r
ExecEnvNumberOfEntries u/r
DeploymentUnitNumberOfEntries u/r
ExecutionUnitNumberOfEntries u/r
InstallDU() a
>URL s m
>UUID s
>Username s L256
>Password s L256
>Privileged b
>NumRequiredUIDs u
>ExecutionEnvRef s L256 RwDevice.ExecEnv.
>Signature s/w
>ShutdownDelay u u0
>RequiredRoles [s] L256
>OptionalRoles [s] L256
>RequiredUserRoles [s] L256
>RegisterTrustPaths [s] L256
>AutoRestart.Enable b m
>AutoRestart.RetryMinimumWaitInterval u u0 m
>AutoRestart.RetryMaximumWaitInterval u u0 m
>AutoRestart.RetryIntervalMultiplier u m
>AutoRestart.MaximumRetryCount u
>AutoRestart.ResetPeriod u u0
>Resources.AllocatedDiskSpace i r-1: u1
>Resources.AllocatedMemory i r-1: u1
>Resources.AllocatedCPUPercent i r-1:100 u49
>ApplicationData.{i}.Name s/r L64 m
>ApplicationData.{i}.Capacity u/r u64 m
>ApplicationData.{i}.Encrypted b/r
>ApplicationData.{i}.Retain s/r e295 m
>ApplicationData.{i}.AccessPath s/r L256 m
>HostObject.{i}.Source s/r L256 m
>HostObject.{i}.Destination s/r L256 m
>HostObject.{i}.Options s/r L256
>EnvVariable.{i}.Key s/r L2048 m
>EnvVariable.{i}.Value s/r L2048 m
>ModuleVersion s L32
>NetworkConfig.AccessInterfaces [s] L256
>NetworkConfig.PortMapping.{i}.Interface s L256 m
>NetworkConfig.PortMapping.{i}.ExternalPort u r0:65535 m
>NetworkConfig.PortMapping.{i}.InternalPort u r0:65535 m
>NetworkConfig.PortMapping.{i}.Protocol s e237 m
<UUID Version ExecEnvRef
DUStateChange! UUID DeploymentUnitRef Version CurrentState Resolved ExecutionUnitRefList StartTime CompleteTime OperationPerformed Fault.FaultCode Fault.FaultString

Device.SoftwareModules.DeploymentUnit.{i}. n=DeploymentUnitNumberOfEntries k=UUID,Version,ExecutionEnvRef k=Alias
UUID s/r
DUID s/r L64
Alias s/o
Name s/r L256
Status s/r e298
Resolved b/r
URL s/r
Description s/r L256
Vendor s/r L128
Version s/r L32
VendorLogList [s]/r RsDevice.DeviceInfo.VendorLogFile.
VendorConfigList [s]/r RsDevice.DeviceInfo.VendorConfigFile.
ExecutionUnitList [s]/r RsDevice.SoftwareModules.ExecutionUnit.
ExecutionEnvRef s/r RsDevice.SoftwareModules.ExecEnv.
Installed t/r
LastUpdate t/r
ModuleVersion s/r L32
InternalController s/r RsDevice.LocalAgent.Controller.
Update() a
>URL s
>Username s L256
>Password s L256
>Privileged b
>NumRequiredUIDs u
>Signature s/w
>RequiredRoles [s] L256
>OptionalRoles [s] L256
>RequiredUserRoles [s] L256
>RegisterTrustPaths [s] L256
>Resources.AllocatedDiskSpace i r-1: u1
>Resources.AllocatedMemory i r-1: u1
>Resources.AllocatedCPUPercent i r-1:100 u49
>ApplicationData.{i}.Name s/r L64 m
>ApplicationData.{i}.Capacity u/r u64 m
>ApplicationData.{i}.Encrypted b/r
>ApplicationData.{i}.Retain s/r e295 m
>ApplicationData.{i}.AccessPath s/r L256 m
>RetainData b/r
>HostObject.{i}.Source s/r L256 m
>HostObject.{i}.Destination s/r L256 m
>HostObject.{i}.Options s/r L256
>EnvVariable.{i}.Key s/r L2048 m
>EnvVariable.{i}.Value s/r L2048 m
>ModuleVersion s L32
>NetworkConfig.AccessInterfaces [s] L256
>NetworkConfig.PortMapping.{i}.Interface s L256 m
>NetworkConfig.PortMapping.{i}.ExternalPort u r0:65535 m
>NetworkConfig.PortMapping.{i}.InternalPort u r0:65535 m
>NetworkConfig.PortMapping.{i}.Protocol s e237 m
Uninstall() a
>RetainData b/r

Device.SoftwareModules.ExecEnv.{i}. n=ExecEnvNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e297
Alias s/o
Name s/r L256
Type s/r L64
InitialRunLevel u/w r:65535
CurrentRunLevel i/r r-1:65535
InitialExecutionUnitRunLevel i/w r-1:65535
Vendor s/r L128
Version s/r L32
ParentExecEnv s/r RsDevice.SoftwareModules.ExecEnv.
AllocatedDiskSpace i/r r-1: u1
AllocatedMemory i/r r-1: u1
AllocatedCPUPercent i/r r-1:100 u49
AvailableDiskSpace i/r r-1: u1
AvailableMemory i/r r-1: u1
AvailableCPUPercent i/r r-1:100 u49
ActiveExecutionUnits [s]/r RsDevice.SoftwareModules.ExecutionUnit.
ProcessorRefList [s]/r RsDevice.DeviceInfo.Processor.
CreatedAt t/r
ExecEnvClassRef s/r RsDevice.SoftwareModules.ExecEnvClass.
ApplicationDataNumberOfEntries u/r
RestartReason s/r L256
RestartCount u/r
LastRestarted t/r
Signers [s]/w RsDevice.Security.Certificate.
AvailableRoles [s]/r RsDevice.LocalAgent.ControllerTrust.Role.
AvailableAccessInterfaces [s]/r RsDevice.IP.Interface.
AvailableUserRoles [s]/r RsDevice.Users.Role.
Reset b/w
RequestedRunLevel i/w r-1:65535
SetRunLevel()
>RequestedRunLevel i r-1:65535 m
ModifyConstraints() a
>Force b
>AllocatedDiskSpace i/r r-1: u1
>AllocatedMemory i/r r-1: u1
>AllocatedCPUPercent i/r r-1:100 u49
ModifyAvailableRoles() a
>AvailableRoles [s] L256 m
>AvailableUserRoles [s] L256 m
ModifyAvailableAccessInterfaces() a
>AccessInterfaces [s] L256 m
Restart() a
>Reason s L256
>Force b
Reset() a
Remove() a
>Force b
Restarted! RestartTime RestartReason

Device.SoftwareModules.ExecEnv.{i}.ApplicationData.{i}. n=ApplicationDataNumberOfEntries k=Alias k=ApplicationUUID,Name
Name s/r L64
Capacity u/r u64
Encrypted b/r
Retain s/r e295
AccessPath s/r L256
Alias s/o
ApplicationUUID s/r
Utilization u/r u64
Remove()

Device.SoftwareModules.ExecEnvClass.{i}. n=ExecEnvClassNumberOfEntries k=Alias k=Vendor,Name,Version
Alias s/o
Name s/r L256
Vendor s/r L128
Version s/r L32
DeploymentUnitRef s/r RsDevice.SoftwareModules.DeploymentUnit.
CapabilityNumberOfEntries u/r
AddExecEnv()
>Alias s
>Name s L256
>ParentExecEnv s L256 RwDevice.ExecEnv. m
>AvailableRoles [s] L256
>AvailableUserRoles [s] L256
>Enable b
>AllocatedDiskSpace i/r r-1: u1
>AllocatedMemory i/r r-1: u1
>AllocatedCPUPercent i/r r-1:100 u49
<ExecEnvRef

Device.SoftwareModules.ExecEnvClass.{i}.Capability.{i}. n=CapabilityNumberOfEntries k=Specification,SpecificationVersion
Specification s/r e296
SpecificationVersion s/r L32
SpecificationURI s/r L256

Device.SoftwareModules.ExecutionUnit.{i}. n=ExecutionUnitNumberOfEntries k=EUID k=Alias
EUID s/r L64
Alias s/o
Name s/r L256
ExecEnvLabel s/r L64
Status s/r e299
ExecutionFaultCode s/r e300
ExecutionFaultMessage s/r L256
AutoStart b/w
RunLevel u/w r:65535
Vendor s/r L128
Version s/r L32
Description s/r L256
Privileged b/r
AllocatedDiskSpace i/r r-1: u1
DiskSpaceInUse i/r r-1: u1
AllocatedMemory i/r r-1: u1
MemoryInUse i/r r-1: u1
AllocatedCPUPercent i/r r-1:100 u49
CPUPercentInUse i/r r-1:100 u49
AllocatedEUUID u/r
AllocatedEUGID s/r
AllocatedHostUID u/r
AllocatedHostGID s/r
CreationTime t/r
Uptime u/r u0
ShutdownDelay u/w u0
References [s]/r Rs
AssociatedProcessList [s]/r RsDevice.DeviceInfo.ProcessStatus.Process.
VendorLogList [s]/r RsDevice.DeviceInfo.VendorLogFile.
VendorConfigList [s]/r RsDevice.DeviceInfo.VendorConfigFile.
ApplicationDataList [s]/r RsDevice.SoftwareModules.ExecEnv.{i}.ApplicationData.
ExecutionEnvRef s/r RsDevice.SoftwareModules.ExecEnv.
HostObjectNumberOfEntries u/r
EnvVariableNumberOfEntries u/r
RequestedState s/w e301
SupportedDataModelList [s]/r RsDevice.DeviceInfo.SupportedDataModel.
SetRequestedState()
>RequestedState s e301 m
Restart()

Device.SoftwareModules.ExecutionUnit.{i}.AutoRestart.
Enable b/w
RetryMinimumWaitInterval u/w u0
RetryMaximumWaitInterval u/w u0
RetryIntervalMultiplier u/w
MaximumRetryCount u/w
ResetPeriod u/w u0
RetryCount u/w
LastRestarted t/r
NextRestart t/r

Device.SoftwareModules.ExecutionUnit.{i}.EnvVariable.{i}. n=EnvVariableNumberOfEntries k=Alias k=Key
Key s/r L2048
Value s/r L2048
Alias s/o

Device.SoftwareModules.ExecutionUnit.{i}.Extensions.

Device.SoftwareModules.ExecutionUnit.{i}.HostObject.{i}. n=HostObjectNumberOfEntries k=Alias k=Destination
Source s/r L256
Destination s/r L256
Options s/r L256
Alias s/o

Device.SoftwareModules.ExecutionUnit.{i}.NetworkConfig.
AccessInterfaceRefList [s]/r RsDevice.IP.Interface.
PortMappingRefList [s]/r RsDevice.NAT.PortMapping.

Device.Standby.
NetworkAware b/r
TimerAware b/r

Device.Syslog.
Enable b/w
Status s/r e5
FilterNumberOfEntries u/r
SourceNumberOfEntries u/r
TemplateNumberOfEntries u/r
ActionNumberOfEntries u/r

Device.Syslog.Action.{i}. w n=ActionNumberOfEntries k=Alias
Alias s/o
SourceRef [s]/w L256 RsDevice.Syslog.Source.
FilterRef [s]/w L256 RsDevice.Syslog.Filter.
TemplateRef s/w L256 RsDevice.Syslog.Template.
StructuredData b/w
LogEvent! LogLine

Device.Syslog.Action.{i}.LogFile.
Enable b/w
VendorLogFileRef s/r RsDevice.DeviceInfo.VendorLogFile.
FilePath s/w

Device.Syslog.Action.{i}.LogRemote.
Enable b/w
Status s/r e358
Address s/w
Protocol s/w e357
Port u/w r1:65535
Certificate s/w RsDevice.Security.Certificate.
CABundle s/w RsDevice.Security.CABundle.
PeerVerify b/w

Device.Syslog.Filter.{i}. w n=FilterNumberOfEntries k=Alias
Alias s/o
FacilityLevel [s]/w e353
Severity s/w e354
SeverityCompare s/w e355
SeverityCompareAction s/w e356
PatternMatch s/w

Device.Syslog.Source.{i}. w n=SourceNumberOfEntries k=Alias
Alias s/o
KernelMessages b/w
SystemMessages b/w
Severity s/w e354
FacilityLevel s/w e353

Device.Syslog.Source.{i}.Network.
Enable b/w
Interface s/w L256 Rs
Port u/w r1:65535
Protocol s/w e357
Certificate s/w RsDevice.Security.Certificate.
CABundle s/w RsDevice.Security.CABundle.
PeerVerify b/w

Device.Syslog.Template.{i}. w n=TemplateNumberOfEntries k=Alias
Alias s/o
Expression s/w
EscapeMessage b/w

Device.Thread.
BorderRouterNumberOfEntries u/r
RadioNumberOfEntries u/r
MLENumberOfEntries u/r
NodeNumberOfEntries u/r

Device.Thread.BorderRouter.{i}. n=BorderRouterNumberOfEntries k=Alias k=BorderAgentID
Enable b/w
Status s/r e146
Alias s/o
BorderAgentID x/r L16
MLEReference s/w RsDevice.Thread.MLE.
RoutingRef s/r RsDevice.Routing.Router.
Start()
Stop()

Device.Thread.MLE.{i}. w n=MLENumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
SupportedStandards [s]/r e147
OperatingStandard s/r
DatasetNumberOfEntries u/r
AssociatedNodeNumberOfEntries u/r
SetActiveDataset()
>TLVs x
SetPendingDataset()
>TLVs x
GetActiveDataset()
<TLVs
GetPendingDataset()
<TLVs

Device.Thread.MLE.{i}.AssociatedNode.{i}. n=AssociatedNodeNumberOfEntries k=Alias k=ExtendedMAC
Alias s/o
LastContactTime t/r
ExtendedMAC x/r L16
Rloc16 u/r r0:65535
RoutingRole s/r e150
Mode s/r e151
RouteNumberOfEntries u/r
NeighborNumberOfEntries u/r
IPv6AddressNumberOfEntries u/r

Device.Thread.MLE.{i}.AssociatedNode.{i}.IPv6Address.{i}. n=IPv6AddressNumberOfEntries k=Alias,IPAddress
Alias s/o
Type s/r
IPAddress s/r

Device.Thread.MLE.{i}.AssociatedNode.{i}.Neighbor.{i}. n=NeighborNumberOfEntries k=NodeReference
NodeReference s/r RsDevice.Thread.MLE.{i}.AssociatedNode.
AvgRSSI u/r

Device.Thread.MLE.{i}.AssociatedNode.{i}.Route.{i}. n=RouteNumberOfEntries k=ID
ID u/r r0:65535
PathCost u/r r0:65535
LQIn u/r r0:3
LQOut u/r r0:3

Device.Thread.MLE.{i}.Dataset.{i}. n=DatasetNumberOfEntries k=Status k=Alias
Status s/r e148
Alias s/o
TimeStamp t/r
DelayTimer u/r
Channel u/r r0:255
NetworkName s/r
PanID x/r L2
ExtendedPanID x/r L8
MeshLocalPrefix s/r
ChannelMask x/r L4
PSKc x/r L16
NetworkKey x/r L16

Device.Thread.MLE.{i}.Dataset.{i}.SecurityPolicy.
RotationTime u/r r0:65535
Flags [s]/r e149

Device.Thread.MLE.{i}.LeaderData.
DataVersion u/r r0:65535
LeaderRouterID u/r r0:65535
PartitionID u/r
StableDataVersion u/r r0:65535
Weighting u/r r0:65535

Device.Thread.MLE.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21

Device.Thread.Node.{i}. n=NodeNumberOfEntries k=ExtendedMAC
ExtendedMAC x/r L16
Connected b/w
MLEReference s/r RsDevice.Thread.MLE.

Device.Thread.Radio.{i}. n=RadioNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
MaxBitRate u/r u26
Upstream b/r
TransmitPowerSupported [i]/r r-1:100 u56
TransmitPower i/w r-1:100 u56
HardwareVersion s/r
FirmwareVersion s/r
Scan()
<PanScan.{i}.PanID PanScan.{i}.MACAddress PanScan.{i}.Channel PanScan.{i}.RSSI PanScan.{i}.LQI
EnergyScan()
<ChannelScan.{i}.Channel ChannelScan.{i}.RSSI

Device.Thread.Radio.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21

Device.Time.
Enable b/w
Status s/r e14
CurrentLocalTime t/r
LocalTimeZone s/w L256
ClientNumberOfEntries u/r
ServerNumberOfEntries u/r
NTPServer1 s/w !2.18
NTPServer2 s/w !2.18
NTPServer3 s/w !2.18
NTPServer4 s/w !2.18
NTPServer5 s/w !2.18

Device.Time.Client.{i}. w n=ClientNumberOfEntries k=Alias
Enable b/w
Status s/r e15
Alias s/o
Mode s/w e16
Port u/w r1:65535
IPVersion i/w r4:4,6:6,-1:-1
ServerInUse s/r
Version u/w r1:4
Servers [s]/w
ResolveAddresses b/w
ResolveMaxAddresses u/w
Peer b/w
MinPoll u/w u0
MaxPoll u/w u0
IBurst b/w
Burst u/w
Interface s/w L256 RsDevice.IP.Interface.
BindType s/w e17

Device.Time.Client.{i}.Authentication.
Enable b/w
Certificate s/w RsDevice.Security.Certificate.
NTSPort u/w r1:65535

Device.Time.Client.{i}.Stats.
PacketsSent u/r
PacketsSentFailed u/r
PacketsReceived u/r
PacketsDropped u/r

Device.Time.Server.{i}. w n=ServerNumberOfEntries k=Alias
Enable b/w
Status s/r e18
Alias s/o
Mode s/w e16
Version u/w r1:4
Port u/w r1:65535
Interface s/w L256 RsDevice.IP.Interface.
BindType s/w e17
MinPoll u/w u0
MaxPoll u/w u0
TTL u/w r1:255

Device.Time.Server.{i}.Authentication.
Enable b/w
Certificate s/w RsDevice.Security.Certificate.
NTSNTPServer [s]/w

Device.Time.Server.{i}.Stats.
PacketsSent u/r
PacketsSentFailed u/r
PacketsReceived u/r
PacketsDropped u/r

Device.TrustedElements.
SIMNumberOfEntries u/r

Device.TrustedElements.SIM.{i}. n=SIMNumberOfEntries k=Alias
Alias s/o
Status s/w e38
IMSI s/r L15
ICCID s/r L20
MSISDN s/r L15
SMSC s/w
EID s/r
ProfileNumberOfEntries u/r
ESIMProfileAddStatus s/r
ESIMClassEnabledProfile s/r RsDevice.TrustedElements.SIM.{i}.Profile.
ESIMTestMode b/r
Type s/r e42
GID1 s/r
Usage s/r e43
PINCheck s/w e39
PIN s/w L4 x
ProtectionScheme u/r r0:15
HomeNetworkPublicKeyID u/r r0:255
RoutingIndicator u/r r0:9999

Device.TrustedElements.SIM.{i}.Profile.{i}. n=ProfileNumberOfEntries k=Alias
Alias s/o
Name s/r
IMSI s/r L15
ICCID s/r
State s/r e44
Class s/r e45
GID1 s/r

Device.UPA.
InterfaceNumberOfEntries u/r

Device.UPA.Diagnostics.
InterfaceMeasurement() a
>Type s/w e93 m
>Interface s/w L256 RwDevice.UPA.Interface. m
>Port u/w r0:65535 m
<Status Measurements RxGain

Device.UPA.Diagnostics.InterfaceMeasurement.
DiagnosticsState s/w e410
Type s/w e93
Interface s/w L256 RwDevice.UPA.Interface.
Port u/w r0:65535
Measurements [u]/r u18
RxGain i/r u42

Device.UPA.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate u/r u26
MACAddress s/r
FirmwareVersion s/r L64
NodeType s/w e91
LogicalNetwork s/w L20
EncryptionMethod s/w L6 e92
EncryptionKey s/w L36 x
PowerBackoffEnabled b/w
PowerBackoffMechanismActive b/r
EstApplicationThroughput u/r u26
ActiveNotchEnable b/w
ActiveNotchNumberOfEntries u/r
AssociatedDeviceNumberOfEntries u/r
BridgeForNumberOfEntries u/r

Device.UPA.Interface.{i}.ActiveNotch.{i}. w n=ActiveNotchNumberOfEntries k=Alias
Enable b/w
Alias s/o
StartFreq u/w u43
StopFreq u/w u43
Depth u/w u42

Device.UPA.Interface.{i}.AssociatedDevice.{i}. n=AssociatedDeviceNumberOfEntries k=MACAddress
MACAddress s/r
Port u/r r0:65535
LogicalNetwork s/r L20
PhyTxThroughput u/r u26
PhyRxThroughput u/r u26
RealPhyRxThroughput u/r u26
EstimatedPLR u/r r0:100 u2
MeanEstimatedAtt u/r u42
SmartRouteIntermediatePLCMAC s/r
DirectRoute b/r
Active b/r

Device.UPA.Interface.{i}.BridgeFor.{i}. n=BridgeForNumberOfEntries k=Alias k=MACAddress
Alias s/o
MACAddress s/r
Port u/r r0:65535

Device.UPA.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.UPnP.

Device.UPnP.Description.
DeviceDescriptionNumberOfEntries u/r
DeviceInstanceNumberOfEntries u/r
ServiceInstanceNumberOfEntries u/r

Device.UPnP.Description.DeviceDescription.{i}. n=DeviceDescriptionNumberOfEntries k=URLBase
URLBase s/r
SpecVersion s/r L256
Host [s]/r L256 RsDevice.Hosts.Host.

Device.UPnP.Description.DeviceInstance.{i}. n=DeviceInstanceNumberOfEntries k=UDN
UDN s/r
ParentDevice s/r L256 RsDevice.UPnP.Description.DeviceInstance.
DiscoveryDevice s/r L256 RsDevice.UPnP.Discovery.Device.,Device.UPnP.Discovery.RootDevice.
DeviceType s/r L256
FriendlyName s/r L128
DeviceCategory [s]/r
Manufacturer s/r L128
ManufacturerOUI s/r L6
ManufacturerURL s/r
ModelDescription s/r L256
ModelName s/r L64
ModelNumber s/r L64
ModelURL s/r
SerialNumber s/r L128
UPC s/r L12
PresentationURL s/r

Device.UPnP.Description.ServiceInstance.{i}. n=ServiceInstanceNumberOfEntries k=ParentDevice,ServiceId
ParentDevice s/r L256 RsDevice.UPnP.Description.DeviceInstance.
ServiceId s/r L256
ServiceDiscovery s/r L256 RsDevice.UPnP.Discovery.Service.
ServiceType s/r L256
SCPDURL s/r
ControlURL s/r
EventSubURL s/r

Device.UPnP.Device.
Enable b/w
UPnPMediaServer b/w
UPnPMediaRenderer b/w
UPnPWLANAccessPoint b/w
UPnPQoSDevice b/w
UPnPQoSPolicyHolder b/w
UPnPIGD b/w
UPnPDMBasicMgmt b/w
UPnPDMConfigurationMgmt b/w
UPnPDMSoftwareMgmt b/w

Device.UPnP.Device.Capabilities.
UPnPArchitecture u/r
UPnPArchitectureMinorVer u/r
UPnPMediaServer u/r
UPnPMediaRenderer u/r
UPnPWLANAccessPoint u/r
UPnPBasicDevice u/r
UPnPQoSDevice u/r
UPnPQoSPolicyHolder u/r
UPnPIGD u/r
UPnPDMBasicMgmt u/r
UPnPDMConfigurationMgmt u/r
UPnPDMSoftwareMgmt u/r

Device.UPnP.Discovery.
RootDeviceNumberOfEntries u/r
DeviceNumberOfEntries u/r
ServiceNumberOfEntries u/r

Device.UPnP.Discovery.Device.{i}. n=DeviceNumberOfEntries k=UUID
Status s/r e260
UUID s/r L36
USN s/r L256
LeaseTime u/r u0
Location s/r
Server s/r L256
Host [s]/r L256 RsDevice.Hosts.Host.
LastUpdate t/r

Device.UPnP.Discovery.RootDevice.{i}. n=RootDeviceNumberOfEntries k=UUID
Status s/r e260
UUID s/r L36
USN s/r L256
LeaseTime u/r u0
Location s/r
Server s/r L256
Host [s]/r L256 RsDevice.Hosts.Host.
LastUpdate t/r

Device.UPnP.Discovery.Service.{i}. n=ServiceNumberOfEntries k=USN
Status s/r e260
USN s/r L256
LeaseTime u/r u0
Location s/r
Server s/r L256
Host [s]/r L256 RsDevice.Hosts.Host.
LastUpdate t/r
ParentDevice s/r L256 RsDevice.UPnP.Discovery.RootDevice.,Device.UPnP.Discovery.Device.

Device.USB.
InterfaceNumberOfEntries u/r
PortNumberOfEntries u/r

Device.USB.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate u/r u26
MACAddress s/r
Port s/r L256 RsDevice.USB.Port.

Device.USB.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.USB.Port.{i}. n=PortNumberOfEntries k=Alias k=Name
Alias s/o
Name s/r L64
Standard s/r L4
Type s/r e67
Receptacle s/r e68
Rate s/r e69
Power s/r e70

Device.USB.USBHosts.
HostNumberOfEntries u/r

Device.USB.USBHosts.Host.{i}. n=HostNumberOfEntries k=Name k=Alias
Alias s/o
Enable b/w
Name s/r L64
Type s/r e71
PowerManagementEnable b/w
USBVersion s/r L4
DeviceNumberOfEntries u/r
Reset b/w
Reset()

Device.USB.USBHosts.Host.{i}.Device.{i}. n=DeviceNumberOfEntries k=DeviceNumber
DeviceNumber u/r
USBVersion s/r L4
DeviceClass x/r L1
DeviceSubClass x/r L1
DeviceVersion u/r r:65535
DeviceProtocol x/r L1
ProductID u/r r:65535
VendorID u/r r:65535
Manufacturer s/r L64
ProductClass s/r L64
SerialNumber s/r L64
Port u/r r:255
USBPort s/r RsDevice.USB.Port.
Rate s/r e72
Parent s/r RsDevice.USB.USBHosts.Host.{i}.Device.
MaxChildren u/r
IsSuspended b/r
IsSelfPowered b/r
ConfigurationNumberOfEntries u/r

Device.USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}. n=ConfigurationNumberOfEntries k=ConfigurationNumber
ConfigurationNumber u/r
InterfaceNumberOfEntries u/r

Device.USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}. n=InterfaceNumberOfEntries k=InterfaceNumber
InterfaceNumber u/r r:255
InterfaceClass x/r L1
InterfaceSubClass x/r L1
InterfaceProtocol x/r L1

Device.USPAgent.
EndpointID s/r
SoftwareVersion s/r L64
UpTime u/r u0
SupportedProtocols [s]/r e352
SupportedFingerprintAlgorithms [s]/r e3
AdvertisedDeviceSubtypes [s]/w
MaxSubscriptionChangeAdoptionTime u/w r5: u0
MTPNumberOfEntries u/r
ControllerNumberOfEntries u/r
CertificateNumberOfEntries u/r
AddCertificate s/w L65535

Device.USPAgent.Certificate.{i}. n=CertificateNumberOfEntries k=SerialNumber,Issuer k=Alias
Alias s/o
Enable b/w
SerialNumber s/r L64
Issuer s/r L256

Device.USPAgent.Controller.{i}. w n=ControllerNumberOfEntries k=EndpointID k=Alias
Alias s/o
EndpointID s/w
ControllerCode s/w L128
ProvisioningCode s/w L64
Enable b/w
AssignedRole [s]/w RsDevice.USPAgent.ControllerTrust.Role.
InheritedRole [s]/r RsDevice.USPAgent.ControllerTrust.Role.
Credential [s]/w RsDevice.USPAgent.Certificate.
PeriodicNotifInterval u/w r1: u0
PeriodicNotifTime t/w
USPNotifRetryMinimumWaitInterval u/w r1:65535 u0
USPNotifRetryIntervalMultiplier u/w r1000:65535
MTPNumberOfEntries u/r
SendOnBoardRequest b/w

Device.USPAgent.Controller.{i}.MTP.{i}. w n=MTPNumberOfEntries k=Protocol k=Alias
Alias s/o
Enable b/w
Protocol s/w
Order u/w r1:

Device.USPAgent.Controller.{i}.MTP.{i}.CoAP. !2.17
Host s/w !2.17
Port u/w !2.17
Path s/w !2.17
EnableEncryption b/w !2.17

Device.USPAgent.Controller.{i}.MTP.{i}.MQTT.
Topic s/w L65535
PublishRetainResponse b/w
PublishRetainNotify b/w
AgentMTPReference s/w RsDevice.USPAgent.MTP.
USPServiceRef s/r RsDevice.USPServices.USPService.
Reference s/w !2.18

Device.USPAgent.Controller.{i}.MTP.{i}.STOMP.
Reference s/w RsDevice.STOMP.Connection.
Destination s/w
USPServiceRef s/r RsDevice.USPServices.USPService.

Device.USPAgent.Controller.{i}.MTP.{i}.UDS.
UnixDomainSocketRef s/w RsDevice.UnixDomainSockets.UnixDomainSocket.
USPServiceRef s/r RsDevice.USPServices.USPService.

Device.USPAgent.Controller.{i}.MTP.{i}.WebSocket.
Host s/w L256
Port u/w r1:65535
Path s/w
EnableEncryption b/w
KeepAliveInterval u/w r1: u0
CurrentRetryCount u/r
SessionRetryMinimumWaitInterval u/w r1:65535 u0
SessionRetryIntervalMultiplier u/w r1000:65535
USPServiceRef s/r RsDevice.USPServices.USPService.
IsEncrypted b/r !2.16

Device.USPAgent.ControllerTrust.
UntrustedRole [s]/w RsDevice.USPAgent.ControllerTrust.Role.
BannedRole s/w RsDevice.USPAgent.ControllerTrust.Role.
SecuredRoles [s]/w RsDevice.USPAgent.ControllerTrust.Role.
TOFUAllowed b/w
TOFUInactivityTimer u/w u0
RoleNumberOfEntries u/r
CredentialNumberOfEntries u/r
ChallengeNumberOfEntries u/r

Device.USPAgent.ControllerTrust.Challenge.{i}. w n=ChallengeNumberOfEntries k=Alias
Alias s/o
Description s/w
Role [s]/w RsDevice.USPAgent.ControllerTrust.Role.
Enable b/w
Type s/w e367
Value B/w x
ValueType s/w e368
Instruction B/w
InstructionType s/w e369
Retries u/w
LockoutPeriod i/w r0: u0

Device.USPAgent.ControllerTrust.Credential.{i}. w n=CredentialNumberOfEntries k=Credential k=Alias
Alias s/o
Enable b/w
Role [s]/w RsDevice.USPAgent.ControllerTrust.Role.
Credential s/w RsDevice.USPAgent.Certificate.
AllowedUses s/w e366

Device.USPAgent.ControllerTrust.Role.{i}. w n=RoleNumberOfEntries k=Name k=Alias
Alias s/o
Enable b/w
Name s/w
PermissionNumberOfEntries u/r

Device.USPAgent.ControllerTrust.Role.{i}.Permission.{i}. w n=PermissionNumberOfEntries k=Order k=Alias
Alias s/o
Enable b/w
Order u/w
Targets [s]/w
Param s/w L4
Obj s/w L4
InstantiatedObj s/w L4
CommandEvent s/w L4

Device.USPAgent.MTP.{i}. w n=MTPNumberOfEntries k=Alias
Alias s/o
Enable b/w
Status s/r e18
Protocol s/w
EnableMDNS b/w

Device.USPAgent.MTP.{i}.CoAP. !2.17
Interfaces [s]/w !2.17
Port u/w !2.17
Path s/w !2.17
IsEncrypted b/r !2.16
EnableEncryption b/w !2.17

Device.USPAgent.MTP.{i}.MQTT.
Reference s/w RsDevice.MQTT.Client.
ResponseTopicConfigured s/w L65535
ResponseTopicDiscovered s/r L65535
PublishQoS u/w r0:2

Device.USPAgent.MTP.{i}.STOMP.
Reference s/w RsDevice.STOMP.Connection.
Destination s/w
DestinationFromServer s/r

Device.USPAgent.MTP.{i}.UDS.
UnixDomainSocketRef s/w RsDevice.UnixDomainSockets.UnixDomainSocket.

Device.USPAgent.MTP.{i}.WebSocket.
Interfaces [s]/w RsDevice.IP.Interface.
Port u/w r1:65535
Path s/w
EnableEncryption b/w
KeepAliveInterval u/w r1: u0

Device.USPServices.
TrustNumberOfEntries u/r
USPServiceNumberOfEntries u/r

Device.USPServices.Trust.{i}. w n=TrustNumberOfEntries k=EndpointID
EndpointID s/w
TargetPaths [s]/w

Device.USPServices.USPService.{i}. n=USPServiceNumberOfEntries k=EndpointID
EndpointID s/r
Protocol s/r e352
DataModelPaths [s]/r
DeploymentUnitRef [s]/r RsDevice.SoftwareModules.DeploymentUnit.
ExecutionUnitRef [s]/r RsDevice.SoftwareModules.ExecutionUnit.
HasController b/r

Device.UnixDomainSockets.
UnixDomainSocketNumberOfEntries u/r

Device.UnixDomainSockets.UnixDomainSocket.{i}. n=UnixDomainSocketNumberOfEntries k=Alias k=Path
Alias s/o
Mode s/r e351
Path s/r L4096

Device.UserInterface.
Enable b/w
PasswordRequired b/w
PasswordUserSelectable b/w
UpgradeAvailable b/w
WarrantyDate t/w
ISPName s/w L64
ISPHelpDesk s/w L32
ISPHomePage s/w
ISPHelpPage s/w
ISPLogo B/w L4095
ISPLogoSize u/w r0:4095
ISPMailServer s/w
ISPNewsServer s/w
TextColor x/w L3
BackgroundColor x/w L3
ButtonColor x/w L3
ButtonTextColor x/w L3
AutoUpdateServer s/w L256
UserUpdateServer s/w L256
AvailableLanguages [s]/r
CurrentLanguage s/w L16
HTTPAccessSupportedProtocols [s]/r e19
HTTPAccessNumberOfEntries u/r
PasswordReset b/w
PasswordReset()

Device.UserInterface.HTTPAccess.{i}. w n=HTTPAccessNumberOfEntries k=Alias
Enable b/w
Alias s/o
Order u/w r1:
Status s/r e18
AccessType s/w e20
AllowedRoles [s]/w L256 RsDevice.Users.Role.
Certificate s/w RsDevice.Security.Certificate.
CABundle s/w RsDevice.Security.CABundle.
CACertificate s/w RsDevice.Security.Certificate.
Interface s/w L256 Rs
Port u/w r1:65535
Protocol s/w
AllowedHosts [s]/w
AllowedPathPrefixes [s]/w
AllowAllIPv4 b/w
IPv4AllowedSourcePrefix [s]/w
AllowAllIPv6 b/w
IPv6AllowedSourcePrefix [s]/w
AutoDisableDuration u/w u0
TimeLeft u/r u0
ActivationDate t/r
SessionNumberOfEntries u/r
CreateWebSession()
>AbsoluteTimeout u u0
>IdleTimeout u u0
<SessionID Path

Device.UserInterface.HTTPAccess.{i}.Session.{i}. n=SessionNumberOfEntries k=SessionID
SessionID s/r L4096
User s/r L256 RsDevice.Users.User.
IPAddress s/r
Port u/r r1:65535
Protocol s/r
StartDate t/r
Delete()

Device.UserInterface.LocalDisplay.
Movable b/w
Resizable b/w
PosX i/w u10
PosY i/w u10
Width u/w u10
Height u/w u10
DisplayWidth u/r u10
DisplayHeight u/r u10

Device.UserInterface.Messages.
Enable b/w
Title s/w L128
SubTitle s/w L128
Text s/w
IconType s/w e21
MessageColor x/w L3
BackgroundColor x/w L3
TitleColor x/w L3
SubTitleColor x/w L3
RequestedNumberOfRepetitions u/w
ExecutedNumberOfRepetitions u/r

Device.UserInterface.RemoteAccess. !2.18
Enable b/w !2.18
Port u/w !2.18
SupportedProtocols [s]/r !2.18
Protocol s/w !2.18

Device.Users.
UserNumberOfEntries u/r
GroupNumberOfEntries u/r
RoleNumberOfEntries u/r
SupportedShellNumberOfEntries u/r
SupportedCapabilities [s]/r e256
CheckCredentialsDiagnostics()
>Username s/w
>Password s/w
<Status

Device.Users.CheckCredentialsDiagnostics.
DiagnosticsState s/w e411
Username s/w
Password s/w

Device.Users.Group.{i}. w n=GroupNumberOfEntries k=Groupname k=Alias k=GroupID
Alias s/o
Enable b/w
GroupID u/w
Groupname s/w L64
RoleParticipation [s]/w RwDevice.Users.Role.
StaticGroup b/r

Device.Users.Role.{i}. w n=RoleNumberOfEntries k=RoleName k=Alias k=RoleID
Alias s/o
Enable b/w
RoleID u/w
RoleName s/w L64
StaticRole b/r
RequiredCapabilities [s]/w

Device.Users.SupportedShell.{i}. w n=SupportedShellNumberOfEntries k=Alias k=Name
Alias s/o
Enable b/w
Name s/r L64

Device.Users.User.{i}. w n=UserNumberOfEntries k=Username k=Alias k=UserID
Alias s/o
Enable b/w
UserID u/w
Username s/w L64
Password s/w L64 x
GroupParticipation [s]/w RwDevice.Users.Group.
RoleParticipation [s]/w RwDevice.Users.Role.
StaticUser b/r
Language s/w L16
Shell s/w RwDevice.Users.SupportedShell.
RemoteAccessCapable b/w !2.18

Device.VXLAN.
TunnelNumberOfEntries u/r
FilterNumberOfEntries u/r

Device.VXLAN.Filter.{i}. w n=FilterNumberOfEntries k=Alias
Enable b/w
Status s/r e66
Order u/w r1:
Alias s/o
Interface s/w L256 RsDevice.VXLAN.Tunnel.,Device.VXLAN.Tunnel.{i}.Interface.
AllInterfaces b/w
VLANIDCheck i/w r-1:
VLANIDExclude b/w
DSCPMarkPolicy i/w r-2:63

Device.VXLAN.Tunnel.{i}. w n=TunnelNumberOfEntries k=Alias
Enable b/w
Status s/r e5
Alias s/o
RemoteEndpoints [s]/w L256
KeepAlivePolicy s/w e209
KeepAliveTimeout u/w u0
KeepAliveThreshold u/w
DeliveryHeaderProtocol s/w e210
DefaultDSCPMark u/w
ConnectedRemoteEndpoint s/r L256
InterfaceNumberOfEntries u/r
SourcePort u/w r:65535
RemotePort u/w r:65535

Device.VXLAN.Tunnel.{i}.Interface.{i}. w n=InterfaceNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
VNI i/w r-1:-1,0:16777215

Device.VXLAN.Tunnel.{i}.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
DiscardChecksumReceived u/r u21
DiscardSequenceNumberReceived u/r u21
Reset()

Device.VXLAN.Tunnel.{i}.Stats.
KeepAliveSent u/r u62
KeepAliveReceived u/r u62
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21

Device.WWC.
HwCapabilities [s]/r e333
SwCapabilities [s]/r e334
Mode s/w e335
Status s/r e336
AccessNetworkNumberOfEntries u/r
URSPNumberOfEntries u/r

Device.WWC.AccessNetwork.{i}. n=AccessNetworkNumberOfEntries k=Alias k=Name
Alias s/o
Name s/r L64
Interface s/w L256 Rs
RegistrationStatus s/r e337
ConnectionStatus s/r e338
AccessNetworkType s/r e333
LastError u/r

Device.WWC.AccessNetwork.{i}.GUTI.
PLMN u/r
AMFId u/r
TMSI u/r

Device.WWC.URSP.{i}. n=URSPNumberOfEntries k=Alias k=Precedence
Alias s/o
Precedence u/r r0:255
TrafficDescriptorNumberOfEntries u/r

Device.WWC.URSP.{i}.TrafficDescriptor.{i}. n=TrafficDescriptorNumberOfEntries k=Alias
Alias s/o
Type u/r
Value s/r L1024
RouteSelectionDescriptorNumberOfEntries u/r

Device.WWC.URSP.{i}.TrafficDescriptor.{i}.RouteSelectionDescriptor.{i}. n=RouteSelectionDescriptorNumberOfEntries k=Alias k=Precedence
Alias s/o
Precedence u/r r0:255
SSC u/r r1:3
DNN s/r L100
PDUSessionType s/r e339
AccessType s/r e340

Device.WWC.URSP.{i}.TrafficDescriptor.{i}.RouteSelectionDescriptor.{i}.NetworkSlice.
SliceServiceType s/r e341
SliceDifferentiator u/r

Device.WiFi.
RadioNumberOfEntries u/r
SSIDNumberOfEntries u/r
AccessPointNumberOfEntries u/r
EndPointNumberOfEntries u/r
ResetCounter u/r
ResetCause s/r e94
Reset b/w
NeighboringWiFiDiagnostic() a
<Status Result.{i}.Radio Result.{i}.SSID Result.{i}.BSSID Result.{i}.Mode Result.{i}.Channel Result.{i}.SignalStrength Result.{i}.SecurityModeEnabled Result.{i}.EncryptionMode Result.{i}.OperatingFrequencyBand Result.{i}.SupportedStandards Result.{i}.OperatingStandards Result.{i}.OperatingChannelBandwidth Result.{i}.BeaconPeriod Result.{i}.Noise Result.{i}.BasicDataTransferRates Result.{i}.SupportedDataTransferRates Result.{i}.DTIMPeriod
Reset()

Device.WiFi.AccessPoint.{i}. w n=AccessPointNumberOfEntries k=Alias k=SSIDReference
Enable b/w
Status s/r e66
Alias s/o
SSIDReference s/w L256 RsDevice.WiFi.SSID.
SSIDAdvertisementEnabled b/w
WMMCapability b/r
UAPSDCapability b/r
WMMEnable b/w
UAPSDEnable b/w
AssociatedDeviceNumberOfEntries u/r
IsolationEnable b/w
MACAddressControlEnabled b/w
AllowedMACAddress [s]/w
MaxAllowedAssociations u/w
CpeOperationMode s/w e128
RetryLimit u/w !2.14
MaxAssociatedDevices u/w !2.15

Device.WiFi.AccessPoint.{i}.AC.{i}. k=AccessCategory k=Alias
AccessCategory s/r e143
Alias s/o
AckPolicy b/w
OutQLenHistogramIntervals [s]/w
OutQLenHistogramSampleInterval u/w u0
AIFSN u/w !2.17
ECWMin u/w !2.17
ECWMax u/w !2.17
TxOpMax u/w !2.17

Device.WiFi.AccessPoint.{i}.AC.{i}.Stats.
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
RetransCount u/r u21
OutQLenHistogram [s]/r

Device.WiFi.AccessPoint.{i}.ANQP.
Enable b/w
IPv4AddressAvailability s/w e134
IPv6AddressAvailability s/w e135
VenueName s/w L252
RoamingConsortiumOIs [s]/w
NAIRealms [s]/w
Domains [s]/w
AdviceOfCharges [s]/w e136
NetworkAuthTypes [s]/w e137
Cellular3GPPNetworkInfo [u]/w

Device.WiFi.AccessPoint.{i}.Accounting.
Enable b/w
ServerIPAddr s/w
SecondaryServerIPAddr s/w
ServerPort u/w
SecondaryServerPort u/w
Secret s/w x
SecondarySecret s/w x
InterimInterval u/w r0:0,60: u0

Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}. n=AssociatedDeviceNumberOfEntries k=MACAddress
MACAddress s/r
Type s/r
SetStaATF u/w r0:100 u2
OperatingStandard s/r e121
AuthenticationState b/r
LastDataDownlinkRate u/r r1000: u50
MaxSupportedDataDownlinkRate u/r r1000: u50
LastDataUplinkRate u/r r1000: u50
MaxSupportedDataUplinkRate u/r r1000: u50
AssociationTime t/r
SignalStrength i/r r-200:0 u27
Noise i/r r-200:0 u27
SNR u/r u42
Retransmissions u/r r0:100 u21
Active b/r
MaxSupportedBandwidth s/r e142

Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.Stats.
BytesSent U/r
BytesReceived U/r
PacketsSent U/r
PacketsReceived U/r
ErrorsSent u/r
ErrorsReceived u/r
RetransCount u/r
FailedRetransCount u/r
RetryCount u/r
MultipleRetryCount u/r

Device.WiFi.AccessPoint.{i}.Interworking.
Enable b/w
AccessNetworkType s/w e132
InternetAvailable b/w
ASRA b/w
VenueGroup s/w e133
VenueType s/w
HESSID s/w
EmergencyServiceReachable b/w
UnauthenticatedEmergencyServiceAvailable b/w

Device.WiFi.AccessPoint.{i}.Passpoint.
Enable b/w
Version s/r e138
OperatorFriendlyName s/w L252
DGAFDisable b/w

Device.WiFi.AccessPoint.{i}.Passpoint.OSU.
Enable b/w
SSID s/w
Method [s]/w e139
FriendlyNames [s]/w L252
ServerURIs [s]/w
ServiceDescriptions [s]/w L252
ProviderNAIs [s]/w

Device.WiFi.AccessPoint.{i}.Security.
ModesSupported [s]/r e129
ModeEnabled s/w
EncryptionMode [s]/w e130
WEPKey x/w L13 x
PreSharedKey x/w L32 x
KeyPassphrase s/w L63 x
RekeyingInterval u/w u0
SAEPassphrase s/w x
RadiusServerIPAddr s/w
SecondaryRadiusServerIPAddr s/w
RadiusServerPort u/w
SecondaryRadiusServerPort u/w
RadiusSecret s/w x
SecondaryRadiusSecret s/w x
MFPConfig s/w e98
SPPAMSDU s/w e131
TransitionDisableIndication b/w
Reset b/w
Reset()

Device.WiFi.AccessPoint.{i}.WPS.
Enable b/w
ConfigMethodsSupported [s]/r e140
ConfigMethodsEnabled [s]/w
Status s/r e141
Version s/r
PIN s/w L8 x
InitiateWPSPBC() a
<Status

Device.WiFi.CCAMeasurementDiagnostic.
DiagnosticsState s/w e395
Channel u/w
Frequency s/w e120
DwellTime u/w u3
CCAReport x/r L12

Device.WiFi.DataElements.

Device.WiFi.DataElements.AssociationEvent.
AssociationEventDataNumberOfEntries u/r
Associated! TimeStamp BSSID MACAddress StatusCode HTCapabilities VHTCapabilities ClientCapabilities OpClass Channel WiFi6Capabilities.HE160 WiFi6Capabilities.HE8080 WiFi6Capabilities.MCSNSS WiFi6Capabilities.SUBeamformer WiFi6Capabilities.SUBeamformee WiFi6Capabilities.MUBeamformer WiFi6Capabilities.Beamformee80orLess WiFi6Capabilities.BeamformeeAbove80 WiFi6Capabilities.ULMUMIMO WiFi6Capabilities.ULOFDMA WiFi6Capabilities.DLOFDMA WiFi6Capabilities.MaxDLMUMIMO WiFi6Capabilities.MaxULMUMIMO WiFi6Capabilities.MaxDLOFDMA WiFi6Capabilities.MaxULOFDMA WiFi6Capabilities.RTS WiFi6Capabilities.MURTS WiFi6Capabilities.MultiBSSID WiFi6Capabilities.MUEDCA WiFi6Capabilities.TWTRequestor WiFi6Capabilities.TWTResponder WiFi6Capabilities.SpatialReuse WiFi6Capabilities.AnticipatedChannelUsage

Device.WiFi.DataElements.AssociationEvent.AssociationEventData.{i}. n=AssociationEventDataNumberOfEntries
TimeStamp t/r
BSSID s/r
MACAddress s/r
StatusCode u/r
HTCapabilities B/r L1
VHTCapabilities B/r L6
ClientCapabilities B/r
OpClass u/r r:255
Channel u/r r:255
HECapabilities B/r !2.18

Device.WiFi.DataElements.AssociationEvent.AssociationEventData.{i}.WiFi6Capabilities.
HE160 b/r
HE8080 b/r
MCSNSS B/r L12
SUBeamformer b/r
SUBeamformee b/r
MUBeamformer b/r
Beamformee80orLess b/r
BeamformeeAbove80 b/r
ULMUMIMO b/r
ULOFDMA b/r
DLOFDMA b/r
MaxDLMUMIMO u/r r:255
MaxULMUMIMO u/r r:255
MaxDLOFDMA u/r r:255
MaxULOFDMA u/r r:255
RTS b/r
MURTS b/r
MultiBSSID b/r
MUEDCA b/r
TWTRequestor b/r
TWTResponder b/r
SpatialReuse b/r
AnticipatedChannelUsage b/r

Device.WiFi.DataElements.DisassociationEvent.
DisassociationEventDataNumberOfEntries u/r
Disassociated! BSSID MACAddress ReasonCode BytesSent BytesReceived PacketsSent PacketsReceived ErrorsSent ErrorsReceived RetransCount TimeStamp LastDataDownlinkRate LastDataUplinkRate UtilizationReceive UtilizationTransmit EstMACDataRateDownlink EstMACDataRateUplink SignalStrength LastConnectTime Noise InitiatedBy OpClass Channel DisassociationLinkStats.{i}.MACAddress DisassociationLinkStats.{i}.BytesSent DisassociationLinkStats.{i}.BytesReceived DisassociationLinkStats.{i}.PacketsSent DisassociationLinkStats.{i}.PacketsReceived DisassociationLinkStats.{i}.ErrorsSent

Device.WiFi.DataElements.DisassociationEvent.DisassociationEventData.{i}. n=DisassociationEventDataNumberOfEntries
BSSID s/r
MACAddress s/r
ReasonCode u/r
BytesSent U/r
BytesReceived U/r
PacketsSent U/r
PacketsReceived U/r
ErrorsSent u/r
ErrorsReceived u/r
RetransCount u/r
TimeStamp t/r
LastDataDownlinkRate u/r u50
LastDataUplinkRate u/r u50
UtilizationReceive U/r u3
UtilizationTransmit U/r u3
EstMACDataRateDownlink u/r u26
EstMACDataRateUplink u/r u26
SignalStrength u/r r:255 u27
LastConnectTime u/r u0
Noise u/r r:255
InitiatedBy s/r e118
OpClass u/r r:255
Channel u/r r:255

Device.WiFi.DataElements.FailedConnectionEvent.
FailedConnectionEventDataNumberOfEntries u/r
FailedConnection! BSSID MACAddress StatusCode ReasonCode TimeStamp

Device.WiFi.DataElements.FailedConnectionEvent.FailedConnectionEventData.{i}. n=FailedConnectionEventDataNumberOfEntries
BSSID s/r
MACAddress s/r
StatusCode u/r
ReasonCode u/r
TimeStamp t/r

Device.WiFi.DataElements.Network.
ID s/r
TimeStamp t/r
ControllerID s/r
DeviceNumberOfEntries u/r
MSCSDisallowedStaList [s]/r
SCSDisallowedStaList [s]/r
ColocatedAgentID s/r
SteeringMandates U/r
SteeringOpportunities U/r
SSIDNumberOfEntries u/r
STABlockNumberOfEntries u/r
ProvisionedDPPNumberOfEntries u/r
PreferredBackhaulsNumberOfEntries u/r
SetTrafficSeparation() a
>Enable b m
>SSIDtoVIDMapping.{i}.SSID s
>SSIDtoVIDMapping.{i}.VID u r:4095
<Status
SetServicePrioritization() a
>Enable b m
>SPRule.{i}.ID u
>SPRule.{i}.Precedence u r:254
>SPRule.{i}.Output u r:9
>SPRule.{i}.AlwaysMatch b
>DSCPMap x L64
<Status
SetPreferredBackhauls() a
>PreferredBackhauls.{i}.BackhaulMACAddress s m
>PreferredBackhauls.{i}.bSTAMACAddress s m
<Status
SetSSID() a
>SSID s m
>Enable b
>AddRemoveChange s e95 m
>PassPhrase s
>Band [s] e96
>AKMsAllowed [s] e97
>SuiteSelector x L4
>AdvertisementEnabled b
>MFPConfig s e98
>MobilityDomain [s]
>HaulType [s] e99
>Type s
<Status
SetMSCSDisallowed() a
>MSCSDisallowedStaList [s] m
<Status
SetSCSDisallowed() a
>SCSDisallowedStaList [s] m
<Status
ControllerBTMSteer! BSSID STAMAC BTMStatusCode
AgentOnboard! DeviceID BackhaulSta BackhaulMACAddress BackhaulALID

Device.WiFi.DataElements.Network.Device.{i}. n=DeviceNumberOfEntries k=ID
ID s/r
MultiAPCapabilities B/r L1
CollectionInterval u/r u3
ReportUnsuccessfulAssociations b/w
MaxReportingRate u/r u44
APMetricsReportingInterval u/w r:255 u0
AssociatedSTAReportingInterval u/w r:255 u0
Manufacturer s/r
SerialNumber s/r
ManufacturerModel s/r
SoftwareVersion s/r
ExecutionEnv s/r
DSCPMap x/r L64
MaxPrioritizationRules u/r r:255
PrioritizationSupport b/r
MaxVIDs u/r
CountryCode s/r L2
LocalSteeringDisallowedSTAList [s]/w
BTMSteeringDisallowedSTAList [s]/w
DFSEnable b/r
ReportIndependentScans b/w
MaxUnsuccessfulAssociationReportingRate u/w u9
STASteeringState b/r
CoordinatedCACAllowed b/w
TrafficSeparationAllowed b/r
ServicePrioritizationAllowed b/r
ControllerOperationMode s/r e102
BackhaulMACAddress s/r
BackhaulALID s/r
BackhaulDownMACAddress [s]/r
BackhaulMediaType s/r e103
BackhaulPHYRate u/r u45
TrafficSeparationCapability b/r
EasyConnectCapability b/r
TestCapabilities u/r
RadioNumberOfEntries u/r
Default8021QNumberOfEntries u/r
SSIDtoVIDMappingNumberOfEntries u/r
CACStatusNumberOfEntries u/r
IEEE1905SecurityNumberOfEntries u/r
SPRuleNumberOfEntries u/r
AnticipatedChannelsNumberOfEntries u/r
AnticipatedChannelUsageNumberOfEntries u/r
MaxNumMLDs u/r
APMLDMaxLinks u/r r0:15
bSTAMLDMaxLinks u/r r0:15
TIDLinkMapCapability s/r e104
APMLDNumberOfEntries u/r
BackhaulDownNumberOfEntries u/r
APMetricsWiFi6 b/r !2.18
AssociatedSTAinAPMetricsWiFi6 b/w !2.18
SetSTASteeringState() a
>Disallowed b m
<Status
SetDFSState() a
>DFSEnable b m
<Status
SetAnticipatedChannelPreference() a
>OpClass u r:255 m
>ChannelList [u] r:255 m
<Status
InitiateWPSPBC() a
<Status
RefreshAPMetrics() a
>RUID B
<Status
BackhaulChange! MACAddress TargetBSSID ResultCode ReasonCode

Device.WiFi.DataElements.Network.Device.{i}.AFCAvailableSpectrum.
AFCAvailableSpectrumInquiryRequest s/r
AFCAvailableSpectrumInquiryResponse s/r

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}. n=APMLDNumberOfEntries k=MLDMACAddress
MLDMACAddress s/r
TIDLinkMapNumberOfEntries u/r
AffiliatedAPNumberOfEntries u/r
STAMLDNumberOfEntries u/r
LinkToOpClassMapNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.APMLDConfig.
EMLMREnabled b/w
EMLSREnabled b/w
STREnabled b/w
NSTREnabled b/w
TIDLinkMapNegotiation b/w
TIDToOpClassPolicyNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.APMLDConfig.TIDToOpClassPolicy.{i}. w n=TIDToOpClassPolicyNumberOfEntries k=TID,Direction
Enable b/w
TID u/w r0:255
OpClass [u]/w r:255
Direction s/w e119

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.AffiliatedAP.{i}. n=AffiliatedAPNumberOfEntries k=BSSID
BSSID s/r
LinkID u/r r0:15
RUID B/r
DisabledSubChannels u/r r0:65535
PacketsSent u/r
PacketsReceived u/r
UnicastBytesSent u/r
UnicastBytesReceived u/r
ErrorsSent u/r
MulticastBytesSent u/r
MulticastBytesReceived u/r
BroadcastBytesSent u/r
BroadcastBytesReceived u/r
EstServiceParametersBE B/r L3
EstServiceParametersBK B/r L3
EstServiceParametersVI B/r L3
EstServiceParametersVO B/r L3

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.LinkToOpClassMap.{i}. n=LinkToOpClassMapNumberOfEntries k=LinkID
LinkID u/r r0:15
OpClass u/r r:255

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}. n=STAMLDNumberOfEntries k=MLDMACAddress
MLDMACAddress s/r
Hostname s/r
IPv4Address s/r
IPv6Address s/r
IsbSTA b/r
LastConnectTime u/r u0
BytesSent u/r
BytesReceived u/r
PacketsSent u/r
PacketsReceived u/r
ErrorsSent u/r
ErrorsReceived u/r
RetransCount u/r
PairwiseAKM x/r L4
PairwiseCipher x/r L4
RSNCapabilities u/r r:65535
STATIDLinkMapNumberOfEntries u/r
AffiliatedSTANumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}.AffiliatedSTA.{i}. n=AffiliatedSTANumberOfEntries k=MACAddress
MACAddress s/r
BSSID s/r
BytesSent u/r
BytesReceived u/r
PacketsSent u/r
PacketsReceived u/r
ErrorsSent u/r
SignalStrength u/r r:255 u27
EstMACDataRateDownlink u/r u26
EstMACDataRateUplink u/r u26
LastDataDownlinkRate u/r u50
LastDataUplinkRate u/r u50
UtilizationReceive U/r u3
UtilizationTransmit U/r u3

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}.STAMLDConfig.
EMLMREnabled b/r
EMLSREnabled b/r
STREnabled b/r
NSTREnabled b/r
TIDLinkMapNegotiation b/r

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}.STATIDLinkMap.{i}. n=STATIDLinkMapNumberOfEntries k=TID
Direction s/r e119
TID u/r r0:255
BSSID s/r
LinkID [u]/r r0:15

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}.WiFi7Capabilities.
EMLMRSupport b/r
EMLSRSupport b/r
STRSupport b/r
NSTRSupport b/r
TIDLinkMapNegotiation b/r

Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.TIDLinkMap.{i}. n=TIDLinkMapNumberOfEntries k=TID
Direction s/r e119
TID u/r r0:255
BSSID s/r
LinkID [u]/r r0:15

Device.WiFi.DataElements.Network.Device.{i}.AnticipatedChannelUsage.{i}. n=AnticipatedChannelUsageNumberOfEntries k=OpClass
OpClass u/r r:255
Channel u/r r:255
ReferenceBSSID s/r
EntryNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.AnticipatedChannelUsage.{i}.Entry.{i}. n=EntryNumberOfEntries k=BurstStartTime
BurstStartTime x/r L4
BurstLength u/r u48
Repetitions u/r
BurstInterval u/r u48
RUBitmask x/r L10
TransmitterIdentifier s/r
PowerLevel i/r u27
ChannelUsageReason s/r e105

Device.WiFi.DataElements.Network.Device.{i}.AnticipatedChannels.{i}. n=AnticipatedChannelsNumberOfEntries k=OpClass
OpClass u/r r:255
ChannelList [u]/r r:255

Device.WiFi.DataElements.Network.Device.{i}.BackhaulDown.{i}. n=BackhaulDownNumberOfEntries k=BackhaulDownALID
BackhaulDownALID s/r
BackhaulDownMACAddress s/r

Device.WiFi.DataElements.Network.Device.{i}.CACStatus.{i}. n=CACStatusNumberOfEntries k=TimeStamp
TimeStamp t/r
CACAvailableChannelNumberOfEntries u/r
CACNonOccupancyChannelNumberOfEntries u/r
CACActiveChannelNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.CACStatus.{i}.CACActiveChannel.{i}. n=CACActiveChannelNumberOfEntries k=OpClass,Channel
OpClass u/r r:255
Channel u/r r:255
Countdown u/r u47

Device.WiFi.DataElements.Network.Device.{i}.CACStatus.{i}.CACAvailableChannel.{i}. n=CACAvailableChannelNumberOfEntries k=OpClass,Channel
OpClass u/r r:255
Channel u/r r:255
Minutes u/r r:65535 u46

Device.WiFi.DataElements.Network.Device.{i}.CACStatus.{i}.CACNonOccupancyChannel.{i}. n=CACNonOccupancyChannelNumberOfEntries k=OpClass,Channel
OpClass u/r r:255
Channel u/r r:255
Seconds u/r r:65535 u47

Device.WiFi.DataElements.Network.Device.{i}.Default8021Q.{i}. w n=Default8021QNumberOfEntries k=PrimaryVID
Enable b/w
PrimaryVID u/w r:4095
DefaultPCP u/w r:7

Device.WiFi.DataElements.Network.Device.{i}.IEEE1905Security.{i}. n=IEEE1905SecurityNumberOfEntries k=OnboardingProtocol
OnboardingProtocol u/r
IntegrityAlgorithm u/r
EncryptionAlgorithm u/r

Device.WiFi.DataElements.Network.Device.{i}.MultiAPDevice.
ManufacturerOUI s/r L6
LastContactTime t/r
AssocIEEE1905DeviceRef s/r RsDevice.IEEE1905.AL.NetworkTopology.IEEE1905Device.
EasyMeshControllerOperationMode s/r e102
EasyMeshAgentOperationMode s/r e102

Device.WiFi.DataElements.Network.Device.{i}.MultiAPDevice.Backhaul.
LinkType s/r e106
BackhaulMACAddress s/r
BackhaulDeviceID s/r
MACAddress s/r
CurrentOperatingClassProfileNumberOfEntries u/r
SteerWiFiBackhaul() a
>TargetBSS s/w m
>Channel u/w
>TimeOut u/w u3 m
<Status

Device.WiFi.DataElements.Network.Device.{i}.MultiAPDevice.Backhaul.CurrentOperatingClassProfile.{i}. n=CurrentOperatingClassProfileNumberOfEntries k=Class
Class u/r r:255
Channel u/r r:255
TxPower i/r r-127:127 u27
TimeStamp t/r

Device.WiFi.DataElements.Network.Device.{i}.MultiAPDevice.Backhaul.Stats.
BytesSent U/r
BytesReceived U/r
PacketsSent U/r
PacketsReceived U/r
ErrorsSent U/r
ErrorsReceived U/r
LinkUtilization u/r r:100 u49
SignalStrength u/r r:255 u27
LastDataDownlinkRate u/r u50
LastDataUplinkRate u/r u50
TimeStamp t/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}. n=RadioNumberOfEntries k=ID
ID B/r L6
Enabled b/r
Noise u/r r:255
Utilization u/r r0:255
Transmit u/r r0:255
ReceiveSelf u/r r:255
ReceiveOther u/r r0:255
TrafficSeparationCombinedFronthaul b/r
TrafficSeparationCombinedBackhaul b/r
SteeringPolicy u/w r:2
ChannelUtilizationThreshold u/w r:255
RCPISteeringThreshold u/w r:220
STAReportingRCPIThreshold u/w r:220
STAReportingRCPIHysteresisMarginOverride u/w u51
ChannelUtilizationReportingThreshold u/w
AssociatedSTATrafficStatsInclusionPolicy b/w
AssociatedSTALinkMetricsInclusionPolicy b/w
ChipsetVendor s/r
APMetricsWiFi6 b/w
MaxBSS u/r r:255
CurrentOperatingClassProfileNumberOfEntries u/r
UnassociatedSTANumberOfEntries u/r
BSSNumberOfEntries u/r
ScanResultNumberOfEntries u/r
DisAllowedOpClassChannelsNumberOfEntries u/r
OpClassPreferenceNumberOfEntries u/r
ChannelScanRequest() a
>OpClass u r:255
>ChannelList [u] r:255
>ScanType s e107
>DwellTime u u3
>DFSDwellTime u u3
>HomeTime u u3
<Status
RadioEnable() a
>Enable b m
<Status
SetTxPowerLimit() a
>TransmitPowerLimit i r-128:127 u27 m
>OperatingClass u r:255 m
<Status
SetSpatialReuse() a
>BSSColor u/r
>HESIGASpatialReuseValue15Allowed b/r
>SRGInformationValid b/r
>NonSRGOffsetValid b/r
>PSRDisallowed b/r
>NonSRGOBSSPDMaxOffset u/r
>SRGOBSSPDMinOffset u/r
>SRGOBSSPDMaxOffset u/r
>SRGBSSColorBitmap x/r L8
>SRGPartialBSSIDBitmap x/r L8
<Status
WiFiRestart() a
<Status
ChannelSelectionRequest() a
>Class.{i}.OpClass u r:255
>Class.{i}.Channel.{i}.Channel [u] r:255
>Class.{i}.Channel.{i}.Preference u r:15
<Status

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}. n=BSSNumberOfEntries k=BSSID
BSSID s/r
SSID s/r
Enabled b/r
LastChange u/r u0
TimeStamp t/r
UnicastBytesSent U/r
UnicastBytesReceived U/r
MulticastBytesSent U/r
MulticastBytesReceived U/r
BroadcastBytesSent U/r
BroadcastBytesReceived U/r
ByteCounterUnits u/r r1:2
Profile1bSTAsDisallowed b/r
Profile2bSTAsDisallowed b/r
AssociationAllowanceStatus u/r r0:1
EstServiceParametersBE B/r L3
EstServiceParametersBK B/r L3
EstServiceParametersVI B/r L3
EstServiceParametersVO B/r L3
BackhaulUse b/r
FronthaulUse b/r
R1disallowed b/r
R2disallowed b/r
MultiBSSID b/r
TransmittedBSSID b/r
FronthaulAKMsAllowed [s]/w e97
FronthaulSuiteSelector x/w L4
BackhaulAKMsAllowed [s]/w e97
BackhaulSuiteSelector x/w L4
BasicDataTransmitRates [u]/r u50
STANumberOfEntries u/r
QMDescriptorNumberOfEntries u/r
SetQMDescriptors() a
>QMDescriptor.{i}.BSSID s
>QMDescriptor.{i}.ClientMAC s m
>QMDescriptor.{i}.DescriptorElement x m
<Status
ThroughputTest() a
>STAMACAddress s
>VID u r:4095
>WMMUP u r:8
>TestDuration u r:65535 u3
>TestDirection s e110
<Status
LatencyTest() a
>STAMACAddress s
>VID u r:4095
>WMMUP u r:8
>NumberOfRepetitions u r:65535
>Timeout u r:65535 u3
>DataBlockSize u r:65535 u8
<Status
SetEHTOperations() a
>EHTDefaultPEDuration u r:1
>GroupAddressedBUIndicationLimit u r:1
>GroupAddressedBUIndicationExponent u r:4
>BasicEHTMCSAndNssSet x L4
>Control x L1
>CCFS0 x L1
>CCFS1 x L1
>DisabledSubchannelBitmap x L1
<Status
SetQoSManagement() a
>QosMapEnable b
>MSCSEnable b
>SCSEnable b
>DSCPPolicyEnable b
>SCSTrafficDescriptionEnable b
<Status

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.LatencyTestResult.
TimeStamp t/r
ClientMAC s/r
VID u/r r0:4095
WMMUP u/r r0:8
DataBlockSize u/r u8
TestLayer u/r
TestAlgorithm s/r
SuccessCount u/r
LostCount u/r
AverageResponseTime u/r u3
MinimumResponseTime u/r u3
MaximumResponseTime u/r u3

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.MUConfig.
DLOFDMAEnable b/w
ULOFDMAEnable b/w
DLMUMIMOEnable b/w
ULMUMIMOEnable b/w

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.MUStats.
DLTotalPPDUCount u/r
DLHEPPDUCount u/r
DLMUPPDUCount u/r
DLOFDMAPPDUCount u/r
DLMUMIMOPPDUCount u/r
DLOFDMAMUMIMOPPDUCount u/r
ULTotalPPDUCount u/r
ULHEPPDUCount u/r
ULMUPPDUCount u/r
ULOFDMAPPDUCount u/r
ULMUMIMOPPDUCount u/r
ULOFDMAMUMIMOPPDUCount u/r
DLRU26PPDUCount u/r
DLRU52PPDUCount u/r
DLRU106PPDUCount u/r
DLRU242PPDUCount u/r
DLRU484PPDUCount u/r
DLRU996PPDUCount u/r
DLRU1992PPDUCount u/r
ULRU26PPDUCount u/r
ULRU52PPDUCount u/r
ULRU106PPDUCount u/r
ULRU242PPDUCount u/r
ULRU484PPDUCount u/r
ULRU996PPDUCount u/r
ULRU1992PPDUCount u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.MultiAPSteering.
BlacklistAttempts U/r
BTMAttempts U/r
BTMQueryResponses U/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.QMDescriptor.{i}. n=QMDescriptorNumberOfEntries k=ClientMAC
BSSID s/r
ClientMAC s/r
DescriptorElement x/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}. n=STANumberOfEntries k=MACAddress
MACAddress s/r
TimeStamp t/r
HTCapabilities B/r L1
VHTCapabilities B/r L6
ClientCapabilities B/r
LastDataDownlinkRate u/r u50
LastDataUplinkRate u/r u50
UtilizationReceive U/r u3
UtilizationTransmit U/r u3
EstMACDataRateDownlink u/r u26
EstMACDataRateUplink u/r u26
SignalStrength u/r r:255 u27
LastConnectTime u/r u0
BytesSent U/r
BytesReceived U/r
PacketsSent U/r
PacketsReceived U/r
ErrorsSent U/r
ErrorsReceived U/r
RetransCount U/r
MeasurementReport [B]/r
NumberOfMeasureReports u/r
IPV4Address s/r
IPV6Address s/r
Hostname s/r
CellularDataPreference s/w e112
ReAssociationDelay u/w r:65535 u0
SleepMode s/r e113
SecurityAssociation s/r e114
PairwiseAKM x/r L4
PairwiseCipher x/r L4
RSNCapabilities u/r r:65535
TIDQueueSizesNumberOfEntries u/r
HECapabilities B/r !2.17
ClientSteer() a
>TargetBSSID s
>RequestMode s e115
>BTMDisassociationImminent b
>BTMAbridged b
>LinkRemovalImminent b
>SteeringOpportunityWindow u u0
>BTMDisassociationTimer u u53
>TargetBSSOperatingClass u r:255
>TargetBSSChannel u r:255
<Status

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.HaLowCapabilities.
BW4MHz b/r
BW8MHz b/r
BW16MHz b/r
S1GLong b/r
BW1MHzShortGI b/r
BW2MHzShortGI b/r
BW4MHzShortGI b/r
BW8MHzShortGI b/r
BW16MHzShortGI b/r
AMSDU b/r
AMPDU b/r
FlowControl b/r
CentralizedAuthenticationControl b/r
DistributedAuthenticationControl b/r
MaxMPDULen s/r e109
NonTIMMode b/r
DynamicAID b/r
GroupAID b/r
BATSupport b/r
RAWOperation b/r
PageSlicing b/r
PV1Frame b/r
TxMCSNSS u/r r:255
RxMCSNSS u/r r:255
SUBeamformer b/r
SUBeamformee b/r
MUBeamformer b/r
MUBeamformee b/r
TravelingPilot b/r
TWTGrouping b/r
TWTRequestor b/r
TWTResponder b/r
IsSensorDevice b/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.MultiAPSTA.
AssociationTime t/r
Noise u/r r:255
SteeringHistoryNumberOfEntries u/r
Disassociate() a
>DisassociationTimer u/w u9 m
>ReasonCode u/w m
>Silent b/w
<Status
BTMRequest() a
>DisassociationImminent b/w m
>DisassociationTimer u/w u54 m
>BSSTerminationDuration u/w u9 m
>ValidityInterval u/w u55
>SteeringTimer u/w u55
>TargetBSS s/w m
<Status

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.MultiAPSTA.SteeringHistory.{i}. n=SteeringHistoryNumberOfEntries k=Time,APOrigin,APDestination
Time t/r
APOrigin s/r
TriggerEvent s/r e116
SteeringApproach s/r e117
APDestination s/r
SteeringDuration u/r u0

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.MultiAPSTA.SteeringSummaryStats.
NoCandidateAPFailures U/r
BlacklistAttempts U/r
BlacklistSuccesses U/r
BlacklistFailures U/r
BTMAttempts U/r
BTMSuccesses U/r
BTMFailures U/r
BTMQueryResponses U/r
LastSteerTime u/r u0

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.TIDQueueSizes.{i}. n=TIDQueueSizesNumberOfEntries k=TID
TID u/r r:255
Size u/r r:255

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.WiFi6Capabilities.
HE160 b/r
HE8080 b/r
MCSNSS B/r L12
SUBeamformer b/r
SUBeamformee b/r
MUBeamformer b/r
Beamformee80orLess b/r
BeamformeeAbove80 b/r
ULMUMIMO b/r
ULOFDMA b/r
DLOFDMA b/r
MaxDLMUMIMO u/r r:255
MaxULMUMIMO u/r r:255
MaxDLOFDMA u/r r:255
MaxULOFDMA u/r r:255
RTS b/r
MURTS b/r
MultiBSSID b/r
MUEDCA b/r
TWTRequestor b/r
TWTResponder b/r
SpatialReuse b/r
AnticipatedChannelUsage b/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.SetQoSManagementInput.
QosMapEnable b/r
MSCSEnable b/r
SCSEnable b/r
DSCPPolicyEnable b/r
SCSTrafficDescriptionEnable b/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.ThroughputTestResult.
TimeStamp t/r
ClientMAC s/r
VID u/r r0:4095
WMMUP u/r r0:8
TestDuration u/r u3
TestLayer u/r
TestAlgorithm s/r
DownlinkSpeed u/r u50
UplinkSpeed u/r u50

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BackhaulSta.
MACAddress s/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.CACCapability.
CACMethodNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.CACCapability.CACMethod.{i}. n=CACMethodNumberOfEntries k=Method
Method u/r
NumberOfSeconds u/r u0
OpClassChannelsNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.CACCapability.CACMethod.{i}.OpClassChannels.{i}. n=OpClassChannelsNumberOfEntries k=OpClass
OpClass u/r r:255
ChannelList [u]/r r:255

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.
HTCapabilities B/r L1
VHTCapabilities B/r L6
MSCSCapability b/r
SCSCapability b/r
QoSMapCapability b/r
DSCPPolicyCapability b/r
SCSTrafficDescriptionCapability b/r
CapableOperatingClassProfileNumberOfEntries u/r
AKMFrontHaulNumberOfEntries u/r
AKMBackhaulNumberOfEntries u/r
HECapabilities B/r !2.17

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.AKMBackhaul.{i}. n=AKMBackhaulNumberOfEntries k=OUI
OUI B/r
Type u/r r:255

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.AKMFrontHaul.{i}. n=AKMFrontHaulNumberOfEntries k=OUI
OUI B/r
Type u/r r:255

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.CapableOperatingClassProfile.{i}. n=CapableOperatingClassProfileNumberOfEntries k=Class
Class u/r r:255
MaxTxPower i/r r-127:127 u27
NonOperable [u]/r r:255
NumberOfNonOperChan u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.HaLowCapabilities.
BW4MHz b/r
BW8MHz b/r
BW16MHz b/r
S1GLong b/r
BW1MHzShortGI b/r
BW2MHzShortGI b/r
BW4MHzShortGI b/r
BW8MHzShortGI b/r
BW16MHzShortGI b/r
AMSDU b/r
AMPDU b/r
FlowControl b/r
CentralizedAuthenticationControl b/r
DistributedAuthenticationControl b/r
MaxMPDULen s/r e109
NonTIMMode b/r
DynamicAID b/r
GroupAID b/r
BATSupport b/r
RAWOperation b/r
PageSlicing b/r
PV1Frame b/r
TxMCSNSS u/r r:255
RxMCSNSS u/r r:255
SUBeamformer b/r
SUBeamformee b/r
MUBeamformer b/r
MUBeamformee b/r
TravelingPilot b/r
TWTGrouping b/r
TWTRequestor b/r
TWTResponder b/r
AcceptSensorDevices b/r
AcceptNonSensorDevices b/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi6APRole.
HE160 b/r
HE8080 b/r
MCSNSS B/r L12
SUBeamformer b/r
SUBeamformee b/r
MUBeamformer b/r
Beamformee80orLess b/r
BeamformeeAbove80 b/r
ULMUMIMO b/r
ULOFDMA b/r
DLOFDMA b/r
MaxDLMUMIMO u/r r:255
MaxULMUMIMO u/r r:255
MaxDLOFDMA u/r r:255
MaxULOFDMA u/r r:255
RTS b/r
MURTS b/r
MultiBSSID b/r
MUEDCA b/r
TWTRequestor b/r
TWTResponder b/r
SpatialReuse b/r
AnticipatedChannelUsage b/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi6bSTARole.
HE160 b/r
HE8080 b/r
MCSNSS B/r L12
SUBeamformer b/r
SUBeamformee b/r
MUBeamformer b/r
Beamformee80orLess b/r
BeamformeeAbove80 b/r
ULMUMIMO b/r
ULOFDMA b/r
DLOFDMA b/r
MaxDLMUMIMO u/r r:255
MaxULMUMIMO u/r r:255
MaxDLOFDMA u/r r:255
MaxULOFDMA u/r r:255
RTS b/r
MURTS b/r
MultiBSSID b/r
MUEDCA b/r
TWTRequestor b/r
TWTResponder b/r
SpatialReuse b/r
AnticipatedChannelUsage b/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.
EMLMRSupport b/r
EMLSRSupport b/r
STRSupport b/r
NSTRSupport b/r
TIDLinkMapNegotiation b/r
EMLMRFreqSeparationNumberOfEntries u/r
EMLSRFreqSeparationNumberOfEntries u/r
STRFreqSeparationNumberOfEntries u/r
NSTRFreqSeparationNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.EMLMRFreqSeparation.{i}. n=EMLMRFreqSeparationNumberOfEntries k=RUID
RUID B/r
FreqSeparation u/r u52

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.EMLSRFreqSeparation.{i}. n=EMLSRFreqSeparationNumberOfEntries k=RUID
RUID B/r
FreqSeparation u/r u52

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.NSTRFreqSeparation.{i}. n=NSTRFreqSeparationNumberOfEntries k=RUID
RUID B/r
FreqSeparation u/r u52

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.STRFreqSeparation.{i}. n=STRFreqSeparationNumberOfEntries k=RUID
RUID B/r
FreqSeparation u/r u52

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.
EMLMRSupport b/r
EMLSRSupport b/r
STRSupport b/r
NSTRSupport b/r
TIDLinkMapNegotiation b/r
EMLMRFreqSeparationNumberOfEntries u/r
EMLSRFreqSeparationNumberOfEntries u/r
STRFreqSeparationNumberOfEntries u/r
NSTRFreqSeparationNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.EMLMRFreqSeparation.{i}. n=EMLMRFreqSeparationNumberOfEntries k=RUID
RUID B/r
FreqSeparation u/r u52

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.EMLSRFreqSeparation.{i}. n=EMLSRFreqSeparationNumberOfEntries k=RUID
RUID B/r
FreqSeparation u/r u52

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.NSTRFreqSeparation.{i}. n=NSTRFreqSeparationNumberOfEntries k=RUID
RUID B/r
FreqSeparation u/r u52

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.STRFreqSeparation.{i}. n=STRFreqSeparationNumberOfEntries k=RUID
RUID B/r
FreqSeparation u/r u52

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.CurrentOperatingClassProfile.{i}. n=CurrentOperatingClassProfileNumberOfEntries k=Class
Class u/r r:255
Channel u/r r:255
TxPower i/r r-127:127 u27
TransmitPowerLimit i/r r-128:127 u27
TimeStamp t/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.DisAllowedOpClassChannels.{i}. w n=DisAllowedOpClassChannelsNumberOfEntries k=OpClass
Enable b/w
OpClass u/w r:255
ChannelList [u]/w r:255

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.MultiAPRadio.
RadarDetections [u]/r
FullScan() a
>DwellTime u/w u3 m
>DFSDwellTime u/w u3 m
>HomeTime u/w u3
>SSID s/w
<Status ScanResult.{i}.TimeStamp ScanResult.{i}.AggregateScanDuration ScanResult.{i}.ScanType ScanResult.{i}.OpClassScan.{i}.OperatingClass ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Channel ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.TimeStamp ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Utilization ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Noise ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.ScanStatus ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SignalStrength ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ChannelBandwidth ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ChannelUtilization ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.StationCount ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.MLDMACAddress ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ReportingBSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.MultiBSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSLoadElementPresent ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSColor ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SecurityModeEnabled ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.EncryptionMode ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedStandards ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.OperatingStandards ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BasicDataTransferRates ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedDataTransferRates ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedNSS ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.DTIMPeriod ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BeaconPeriod
ChannelScan() a
>OpClass.{i}.OperatingClass u/r r:255 m
>OpClass.{i}.Channel.{i}.Channel u/r r:255 m
>DwellTime u/w u3 m
>DFSDwellTime u/w u3 m
>HomeTime u/w u3
>SSID s/w
<Status ScanResult.{i}.TimeStamp ScanResult.{i}.AggregateScanDuration ScanResult.{i}.ScanType ScanResult.{i}.OpClassScan.{i}.OperatingClass ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Channel ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.TimeStamp ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Utilization ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Noise ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.ScanStatus ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SignalStrength ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ChannelBandwidth ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ChannelUtilization ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.StationCount ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.MLDMACAddress ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ReportingBSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.MultiBSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSLoadElementPresent ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSColor ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SecurityModeEnabled ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.EncryptionMode ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedStandards ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.OperatingStandards ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BasicDataTransferRates ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedDataTransferRates ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedNSS ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.DTIMPeriod ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BeaconPeriod

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.OpClassPreference.{i}. n=OpClassPreferenceNumberOfEntries k=OpClass,Preference
OpClass u/r r:255
ChannelList [u]/r r:255
Preference u/r r:15
ReasonCode u/r r:15

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanCapability.
OnBootOnly b/r
Impact u/r r1:4
MinimumInterval u/r u0
OpClassChannelsNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanCapability.OpClassChannels.{i}. n=OpClassChannelsNumberOfEntries k=OpClass
OpClass u/r r:255
ChannelList [u]/r r:255

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanResult.{i}. n=ScanResultNumberOfEntries
TimeStamp t/r
AggregateScanDuration u/r u3
ScanType b/r
OpClassScanNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanResult.{i}.OpClassScan.{i}. n=OpClassScanNumberOfEntries k=OperatingClass
OperatingClass u/r r:255
ChannelScanNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}. n=ChannelScanNumberOfEntries k=Channel
Channel u/r r:255
TimeStamp t/r
Utilization u/r r:255
Noise u/r r:255
ScanStatus s/r e108
NeighborBSSNumberOfEntries u/r

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}. n=NeighborBSSNumberOfEntries k=BSSID
BSSID s/r
SSID s/r
SignalStrength u/r r:255 u27
ChannelBandwidth s/r
ChannelUtilization u/r r:255
StationCount u/r
MLDMACAddress s/r
ReportingBSSID s/r
MultiBSSID b/r
BSSLoadElementPresent b/r
BSSColor u/r r:63

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.SpatialReuse.
PartialBSSColor u/r
BSSColor u/r
HESIGASpatialReuseValue15Allowed b/r
SRGInformationValid b/r
NonSRGOffsetValid b/r
PSRDisallowed b/r
NonSRGOBSSPDMaxOffset u/r
SRGOBSSPDMinOffset u/r
SRGOBSSPDMaxOffset u/r
SRGBSSColorBitmap x/r L8
SRGPartialBSSIDBitmap x/r L8
NeighborBSSColorInUseBitmap x/r L8

Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.UnassociatedSTA.{i}. n=UnassociatedSTANumberOfEntries k=MACAddress
MACAddress s/r
SignalStrength u/r r:255 u27
OperatingClass u/r r:255
Channel u/r r:255

Device.WiFi.DataElements.Network.Device.{i}.SPRule.{i}. n=SPRuleNumberOfEntries k=ID
ID u/r
Precedence u/r r:254
Output u/r r:9
AlwaysMatch b/r

Device.WiFi.DataElements.Network.Device.{i}.SSIDtoVIDMapping.{i}. n=SSIDtoVIDMappingNumberOfEntries k=SSID
SSID s/r L64
VID u/r r:4095

Device.WiFi.DataElements.Network.Device.{i}.WPS.
Enable b/w
Status s/r e111

Device.WiFi.DataElements.Network.Device.{i}.bSTAMLD.
MLDMACAddress s/r
BSSID s/r
AffiliatedbSTAList [s]/r

Device.WiFi.DataElements.Network.Device.{i}.bSTAMLD.bSTAMLDConfig.
EMLMREnabled b/w
EMLSREnabled b/w
STREnabled b/w
NSTREnabled b/w
TIDLinkMapNegotiation b/w

Device.WiFi.DataElements.Network.MultiAPSteeringSummaryStats.
NoCandidateAPFailures U/r
BlacklistAttempts U/r
BlacklistSuccesses U/r
BlacklistFailures U/r
BTMAttempts U/r
BTMSuccesses U/r
BTMFailures U/r
BTMQueryResponses U/r

Device.WiFi.DataElements.Network.PreferredBackhauls.{i}. n=PreferredBackhaulsNumberOfEntries k=bSTAMACAddress
BackhaulMACAddress s/r
bSTAMACAddress s/r

Device.WiFi.DataElements.Network.ProvisionedDPP.{i}. w n=ProvisionedDPPNumberOfEntries k=Alias
Alias s/o
DPPURI s/w

Device.WiFi.DataElements.Network.SSID.{i}. n=SSIDNumberOfEntries k=Alias
Alias s/o
SSID s/r L64
Band [s]/r e100
Enable b/r
AKMsAllowed [s]/r e97
SuiteSelector x/r L4
AdvertisementEnabled b/r
MFPConfig s/r e98
MobilityDomain s/r
HaulType [s]/r e99
Type s/r

Device.WiFi.DataElements.Network.STABlock.{i}. w n=STABlockNumberOfEntries k=BlockedSTA
BlockedSTA s/w
BSSID [s]/w
ScheduleNumberOfEntries u/r

Device.WiFi.DataElements.Network.STABlock.{i}.Schedule.{i}. w n=ScheduleNumberOfEntries k=Alias
Alias s/o
Day [s]/w e101
StartTime s/w L5
Duration u/w r1: u0

Device.WiFi.EndPoint.{i}. w n=EndPointNumberOfEntries k=Alias k=SSIDReference
Enable b/w
Status s/r e66
Alias s/o
ProfileReference s/w L256 RsDevice.WiFi.EndPoint.{i}.Profile.
SSIDReference s/r L256 RsDevice.WiFi.SSID.
ProfileNumberOfEntries u/r

Device.WiFi.EndPoint.{i}.AC.{i}. k=AccessCategory k=Alias
AccessCategory s/r e143
Alias s/o
AckPolicy b/w
OutQLenHistogramIntervals [s]/w
OutQLenHistogramSampleInterval u/w u0
AIFSN u/w !2.17
ECWMin u/w !2.17
ECWMax u/w !2.17
TxOpMax u/w !2.17

Device.WiFi.EndPoint.{i}.AC.{i}.Stats.
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
RetransCount u/r u21
OutQLenHistogram [s]/r

Device.WiFi.EndPoint.{i}.Profile.{i}. w n=ProfileNumberOfEntries k=Alias k=SSID,Location,Priority
Enable b/w
Status s/r e144
Alias s/o
SSID s/w L32
Location s/w
Priority u/w r:255

Device.WiFi.EndPoint.{i}.Profile.{i}.Security.
ModeEnabled s/w
WEPKey x/w L13 x
PreSharedKey x/w L32 x
KeyPassphrase s/w L63 x
SAEPassphrase s/w x
MFPConfig s/w e98

Device.WiFi.EndPoint.{i}.Security.
ModesSupported [s]/r e129

Device.WiFi.EndPoint.{i}.Stats.
LastDataDownlinkRate u/r r1000:600000 u50
LastDataUplinkRate u/r r1000:600000 u50
SignalStrength i/r r-200:0 u27
Retransmissions u/r r0:100 u21

Device.WiFi.EndPoint.{i}.WPS.
Enable b/w
ConfigMethodsSupported [s]/r e140
ConfigMethodsEnabled [s]/w
Status s/r e145
Version s/r
PIN s/w L8 x

Device.WiFi.MultiAP. !2.17
APDeviceNumberOfEntries u/r !2.17

Device.WiFi.MultiAP.APDevice.{i}. !2.17
MACAddress s/r !2.17
Manufacturer s/r !2.17
ManufacturerOUI s/r !2.17
ProductClass s/r !2.17
SerialNumber s/r !2.17
SoftwareVersion s/r !2.17
LastContactTime t/r !2.17
AssocIEEE1905DeviceRef s/r !2.17
BackhaulLinkType s/r !2.17
BackhaulMACAddress s/r !2.17
BackhaulBytesSent U/r !2.17
BackhaulBytesReceived U/r !2.17
BackhaulLinkUtilization u/r !2.17
BackhaulSignalStrength u/r !2.17
RadioNumberOfEntries u/r !2.17
RadarDetections [u]/r !2.17
DFSEnable b/w !2.17

Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}. !2.17
MACAddress s/r !2.17
OperatingFrequencyBand s/r !2.17
OperatingStandards [s]/r !2.17
Channel u/w !2.17
ExtensionChannel s/r !2.17
CurrentOperatingChannelBandwidth s/r !2.17
MCS i/r !2.17
TransmitPower i/r !2.17
APNumberOfEntries u/r !2.17
PossibleChannels [s]/r !2.17
TransmitPowerLimit i/w !2.17

Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}. !2.17
BSSID s/r !2.17
SSID s/r !2.17
BlacklistAttempts U/r !2.17
BTMAttempts U/r !2.17
BTMQueryResponses U/r !2.17
AssociatedDeviceNumberOfEntries u/r !2.17

Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}.AssociatedDevice.{i}. !2.17
MACAddress s/r !2.17
OperatingStandard s/r !2.17
Active b/r !2.17
AssociationTime t/r !2.17
LastDataDownlinkRate u/r !2.17
LastDataUplinkRate u/r !2.17
SignalStrength u/r !2.17
Noise u/r !2.17
SteeringHistoryNumberOfEntries u/r !2.17

Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}.AssociatedDevice.{i}.Stats. !2.17
BytesSent U/r !2.17
BytesReceived U/r !2.17
PacketsSent U/r !2.17
PacketsReceived U/r !2.17
ErrorsSent U/r !2.17
ErrorsReceived U/r !2.17
RetransCount U/r !2.17

Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}.AssociatedDevice.{i}.SteeringHistory.{i}. !2.17
Time t/r !2.17
APOrigin s/r !2.17
TriggerEvent s/r !2.17
SteeringApproach s/r !2.17
APDestination s/r !2.17
SteeringDuration u/r !2.17

Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}.AssociatedDevice.{i}.SteeringSummaryStats. !2.17
NoCandidateAPFailures U/r !2.17
BlacklistAttempts U/r !2.17
BlacklistSuccesses U/r !2.17
BlacklistFailures U/r !2.17
BTMAttempts U/r !2.17
BTMSuccesses U/r !2.17
BTMFailures U/r !2.17
BTMQueryResponses U/r !2.17
LastSteerTime u/r !2.17

Device.WiFi.MultiAP.SteeringSummaryStats. !2.17
NoCandidateAPFailures U/r !2.17
BlacklistAttempts U/r !2.17
BlacklistSuccesses U/r !2.17
BlacklistFailures U/r !2.17
BTMAttempts U/r !2.17
BTMSuccesses U/r !2.17
BTMFailures U/r !2.17
BTMQueryResponses U/r !2.17

Device.WiFi.NeighboringWiFiDiagnostic.
DiagnosticsState s/w e395
ResultNumberOfEntries u/r

Device.WiFi.NeighboringWiFiDiagnostic.Result.{i}. n=ResultNumberOfEntries k=BSSID
Radio s/r RsDevice.WiFi.Radio.
SSID s/r L32
BSSID s/r
Mode s/r e421
Channel u/r r1:255
SignalStrength i/r r-200:0 u27
SecurityModeEnabled s/r e422
EncryptionMode [s]/r e130
OperatingFrequencyBand s/r e120
SupportedStandards [s]/r e121
OperatingStandards [s]/r
OperatingChannelBandwidth s/r e423
BeaconPeriod u/r u57
Noise i/r r-200:0 u27
BasicDataTransferRates [s]/r
SupportedDataTransferRates [s]/r
DTIMPeriod u/r u57

Device.WiFi.Radio.{i}. n=RadioNumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
MaxBitRate u/r u26
Upstream b/r
SupportedFrequencyBands [s]/r e120
OperatingFrequencyBand s/w
SupportedStandards [s]/r e121
OperatingStandards [s]/w
PossibleChannels [s]/r
ChannelsInUse [s]/r
Channel u/w r1:255
AutoChannelSupported b/r
AutoChannelEnable b/w
AutoChannelRefreshPeriod u/w u0
ChannelLastChange u/r u0
ChannelLastSelectionReason s/r e122
MaxSupportedSSIDs u/r r1:
MaxSupportedAssociations u/r r1:
FirmwareVersion s/r L64
SupportedOperatingChannelBandwidths [s]/r e123
OperatingChannelBandwidth s/w
CurrentOperatingChannelBandwidth s/r e124
ExtensionChannel s/w e125
GuardInterval s/w e126
CenterFrequencySegment0 u/w
CenterFrequencySegment1 u/w
MCS i/w r-1:15,16:31
TransmitPowerSupported [i]/r r-1:100 u56
TransmitPower i/w r-1:100 u56
IEEE80211hSupported b/r
IEEE80211hEnabled b/w
RegulatoryDomain s/w L3
RetryLimit u/w r0:7
CCARequest x/w L11
CCAReport x/r L12
RPIHistogramRequest x/w L11
RPIHistogramReport x/r L19
FragmentationThreshold u/w u22
RTSThreshold u/w u22
LongRetryLimit u/w
BeaconPeriod u/w u3
DTIMPeriod u/w u57
PacketAggregationEnable b/w
PreambleType s/w e127
BasicDataTransmitRates [s]/w
SupportedDataTransmitRates [s]/r
OperationalDataTransmitRates [s]/w
EnableRRM b/w
ManagementPacketRate u/w u50
CenterFrequencySegement0 u/w !2.16
CenterFrequencySegement1 u/w !2.16
RemoteMeasurementRequest() a
>TargetBSS s/w m
>Timeout u/w u0 m
>OperatingClass u/w r:255 m
>Channel u/w m
<SignalStrength Noise Status
InitiateCCAMeasurement() a
>Channel u/w m
>Frequency s/w e120 m
>DwellTime u/w u3 m
<CCAReport Status
FullScan() a
>DwellTime u/w u3 m
>DFSDwellTime u/w u3 m
>HomeTime u/w u3
>SSID s/w
<Status ScanResult.{i}.TimeStamp ScanResult.{i}.AggregateScanDuration ScanResult.{i}.ScanType ScanResult.{i}.OpClassScan.{i}.OperatingClass ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Channel ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.TimeStamp ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Utilization ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Noise ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.ScanStatus ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SignalStrength ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ChannelBandwidth ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ChannelUtilization ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.StationCount ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.MLDMACAddress ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ReportingBSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.MultiBSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSLoadElementPresent ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSColor ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SecurityModeEnabled ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.EncryptionMode ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedStandards ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.OperatingStandards ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BasicDataTransferRates ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedDataTransferRates ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedNSS ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.DTIMPeriod ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BeaconPeriod
ChannelScan() a
>OpClass.{i}.OperatingClass u/r r:255 m
>OpClass.{i}.Channel.{i}.Channel u/r r:255 m
>DwellTime u/w u3 m
>DFSDwellTime u/w u3 m
>HomeTime u/w u3
>SSID s/w
<Status ScanResult.{i}.TimeStamp ScanResult.{i}.AggregateScanDuration ScanResult.{i}.ScanType ScanResult.{i}.OpClassScan.{i}.OperatingClass ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Channel ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.TimeStamp ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Utilization ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.Noise ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.ScanStatus ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SignalStrength ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ChannelBandwidth ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ChannelUtilization ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.StationCount ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.MLDMACAddress ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.ReportingBSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.MultiBSSID ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSLoadElementPresent ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BSSColor ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SecurityModeEnabled ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.EncryptionMode ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedStandards ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.OperatingStandards ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BasicDataTransferRates ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedDataTransferRates ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.SupportedNSS ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.DTIMPeriod ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}.BeaconPeriod

Device.WiFi.Radio.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
CtsReceived U/r
NoCtsReceived U/r
FrameHeaderError U/r
GoodPLCPReceived U/r
DPacketOtherMACReceived U/r
MPacketOtherMACReceived U/r
CPacketOtherMACReceived U/r
CtsOtherMACReceived U/r
RtsOtherMACReceived U/r
PLCPErrorCount u/r
FCSErrorCount u/r
InvalidMACCount u/r
PacketsOtherReceived u/r
Noise i/r u27
TotalChannelChangeCount u/r
ManualChannelChangeCount u/r
AutoStartupChannelChangeCount u/r
AutoUserChannelChangeCount u/r
AutoRefreshChannelChangeCount u/r
AutoDynamicChannelChangeCount u/r
AutoDFSChannelChangeCount u/r
Reset()

Device.WiFi.RemoteMeasurementDiagnostic.
DiagnosticsState s/w e395
TargetBSS s/w
Timeout u/w u0
OperatingClass u/w r:255
Channel u/w
SignalStrength u/r r:255 u27
Noise u/r r:255

Device.WiFi.SSID.{i}. w n=SSIDNumberOfEntries k=Alias k=Name k=BSSID
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
BSSID s/r
MACAddress s/r
SSID s/w L32
MLDUnit i/w r-1:-1,0:24
ATFEnable b/w
FlushATFTable b/w
SetATF u/w r0:100 u2

Device.WiFi.SSID.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
RetransCount u/r
FailedRetransCount u/r
RetryCount u/r
MultipleRetryCount u/r
ACKFailureCount u/r
AggregatedPacketCount u/r
DiscardPacketsSentBufOverflow U/r
DiscardPacketsSentNoAssoc U/r
FragSent U/r
SentNoAck U/r
DupReceived U/r
TooLongReceived U/r
TooShortReceived U/r
AckUcastReceived U/r
Reset()

Device.XMPP.
ConnectionNumberOfEntries u/r
SupportedServerConnectAlgorithms [s]/r e302

Device.XMPP.Connection.{i}. w n=ConnectionNumberOfEntries k=Alias k=Username,Domain,Resource
Enable b/w
Alias s/o
Username s/w L256
Password s/w L256 x
Domain s/w L64
Resource s/w L64
JabberID s/r
Status s/r e303
LastChangeDate t/r
ServerConnectAlgorithm s/w
KeepAliveInterval I/w r-1: u0
ServerConnectAttempts u/w
ServerRetryInitialInterval u/w r1:65535 u0
ServerRetryIntervalMultiplier u/w r1000:65535
ServerRetryMaxInterval u/w r1: u0
UseTLS b/w
TLSEstablished b/r
ServerNumberOfEntries u/r

Device.XMPP.Connection.{i}.Server.{i}. w n=ServerNumberOfEntries k=Alias k=ServerAddress,Port
Enable b/w
Alias s/o
Priority u/w r0:65535
Weight I/w r-1:65535
ServerAddress s/w L256
Port u/w r0:65535

Device.XMPP.Connection.{i}.Stats.
ReceivedMessages u/r
TransmittedMessages u/r
ReceivedErrorMessages u/r
TransmittedErrorMessages u/r

Device.XPON.
ONUNumberOfEntries u/r

Device.XPON.ONU.{i}. n=ONUNumberOfEntries k=Name
Enable b/w
Name s/r L64
Version s/r L14
EquipmentID s/r L20
SoftwareImageNumberOfEntries u/r
EthernetUNINumberOfEntries u/r
ANINumberOfEntries u/r

Device.XPON.ONU.{i}.ANI.{i}. n=ANINumberOfEntries k=Alias k=Name
Enable b/w
Status s/r e343
Alias s/o
Name s/r L64
LastChange u/r u0
PONMode s/r e344
TransceiverNumberOfEntries u/r
SFPReferenceList [s]/r L256 RsDevice.SFPs.SFPCage.

Device.XPON.ONU.{i}.ANI.{i}.Stats.
BytesSent U/r
BytesReceived U/r
PacketsSent U/r
PacketsReceived U/r
ErrorsSent u/r
ErrorsReceived u/r
UnicastPacketsSent U/r
UnicastPacketsReceived U/r
DiscardPacketsSent u/r
DiscardPacketsReceived u/r
MulticastPacketsSent U/r
MulticastPacketsReceived U/r
BroadcastPacketsSent U/r
BroadcastPacketsReceived U/r
UnknownProtoPacketsReceived u/r

Device.XPON.ONU.{i}.ANI.{i}.TC.

Device.XPON.ONU.{i}.ANI.{i}.TC.Alarms.
LOS b/r
LOF b/r
SF b/r
SD b/r
LCDG b/r
TF b/r
SUF b/r
MEM b/r
DACT b/r
DIS b/r
MIS b/r
PEE b/r
RDI b/r
LODS b/r
ROGUE b/r

Device.XPON.ONU.{i}.ANI.{i}.TC.Authentication.
Password s/w L72 x
HexadecimalPassword b/w

Device.XPON.ONU.{i}.ANI.{i}.TC.GEM.
PortNumberOfEntries u/r

Device.XPON.ONU.{i}.ANI.{i}.TC.GEM.Port.{i}. n=PortNumberOfEntries k=PortID
PortID u/r r0:65534
Direction s/r e346
PortType s/r e347

Device.XPON.ONU.{i}.ANI.{i}.TC.GEM.Port.{i}.PM.
FramesSent U/r
FramesReceived U/r

Device.XPON.ONU.{i}.ANI.{i}.TC.ONUActivation.
ONUState s/r e345
VendorID s/r L4
SerialNumber s/r L12
ONUID u/r r0:1022

Device.XPON.ONU.{i}.ANI.{i}.TC.PM.

Device.XPON.ONU.{i}.ANI.{i}.TC.PM.GEM.
FramesSent U/r
FramesReceived U/r
FrameHeaderHECErrors u/r
KeyErrors u/r

Device.XPON.ONU.{i}.ANI.{i}.TC.PM.OMCI.
BaselineMessagesReceived U/r
ExtendedMessagesReceived U/r
MICErrors u/r

Device.XPON.ONU.{i}.ANI.{i}.TC.PM.PHY.
CorrectedFECBytes U/r
CorrectedFECCodewords U/r
UncorrectableFECCodewords U/r
TotalFECCodewords U/r
PSBdHECErrorCount u/r
HeaderHECErrorCount u/r
UnknownProfile u/r

Device.XPON.ONU.{i}.ANI.{i}.TC.PM.PLOAM.
MICErrors u/r
DownstreamMessageCount U/r
RangingTime U/r
UpstreamMessageCount U/r

Device.XPON.ONU.{i}.ANI.{i}.TC.PerformanceThresholds.
SignalFail u/r r3:8
SignalDegrade u/r r4:10

Device.XPON.ONU.{i}.ANI.{i}.Transceiver.{i}. n=TransceiverNumberOfEntries k=ID
ID u/r r0:1
Identifier u/r r0:255
VendorName s/r L256
VendorPartNumber s/r L256
VendorRevision s/r L256
PONMode s/r e344
Connector s/r e348
NominalBitRateDownstream u/r u50
NominalBitRateUpstream u/r u50
RxPower i/r u16
TxPower i/r u16
Voltage u/r u4
Bias u/r u15
Temperature i/r r-274: u7

Device.XPON.ONU.{i}.EthernetUNI.{i}. n=EthernetUNINumberOfEntries k=Alias k=Name
Enable b/r
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
ANIs [s]/r RsDevice.XPON.ONU.{i}.ANI.
InterdomainID s/r L256
InterdomainName s/r L25

Device.XPON.ONU.{i}.EthernetUNI.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
Reset()

Device.XPON.ONU.{i}.SoftwareImage.{i}. n=SoftwareImageNumberOfEntries k=ID
ID u/r r0:1
Version s/r L14
IsCommitted b/r
IsActive b/r
IsValid b/r

Device.ZigBee.
InterfaceNumberOfEntries u/r
ZDONumberOfEntries u/r

Device.ZigBee.Discovery.
AreaNetworkNumberOfEntries u/r

Device.ZigBee.Discovery.AreaNetwork.{i}. w n=AreaNetworkNumberOfEntries k=Alias k=Coordinator
Enable b/w
LastUpdate t/r
Status s/r e165
Alias s/o
Coordinator s/w L256
ZDOReference s/r L256 RsDevice.ZigBee.ZDO.
ZDOList [s]/r L256 RsDevice.ZigBee.ZDO.

Device.ZigBee.Interface.{i}. n=InterfaceNumberOfEntries k=Alias k=Name k=ZDOReference
Enable b/w
Status s/r e24
Alias s/o
Name s/r L64
LastChange u/r u0
LowerLayers [s]/w Rs
Upstream b/r
MaxBitRate u/r u26
IEEEAddress s/r
NetworkAddress s/r
ZDOReference s/r L256 RsDevice.ZigBee.ZDO.
AssociatedDeviceNumberOfEntries u/r

Device.ZigBee.Interface.{i}.AssociatedDevice.{i}. n=AssociatedDeviceNumberOfEntries k=IEEEAddress,NetworkAddress
IEEEAddress s/r
NetworkAddress s/r
Active b/r
ZDOReference s/r L256 RsDevice.ZigBee.ZDO.

Device.ZigBee.Interface.{i}.Stats.
Reset b/w
BytesSent U/r u8
BytesReceived U/r u8
PacketsSent U/r u21
PacketsReceived U/r u21
ErrorsSent u/r u21
ErrorsReceived u/r u21
DiscardPacketsSent u/r u21
DiscardPacketsReceived u/r u21
UnicastPacketsSent U/r u21
UnicastPacketsReceived U/r u21
MulticastPacketsSent U/r u21
MulticastPacketsReceived U/r u21
BroadcastPacketsSent U/r u21
BroadcastPacketsReceived U/r u21
UnknownProtoPacketsReceived u/r u21
UnknownPacketsReceived u/r u58
Reset()

Device.ZigBee.ZDO.{i}. n=ZDONumberOfEntries k=IEEEAddress,NetworkAddress k=Alias
Alias s/o
IEEEAddress s/r
NetworkAddress s/r
BindingTableNumberOfEntries u/r
GroupNumberOfEntries u/r
ApplicationEndpointNumberOfEntries u/r

Device.ZigBee.ZDO.{i}.ApplicationEndpoint.{i}. w n=ApplicationEndpointNumberOfEntries k=EndpointId k=Alias
Enable b/w
Alias s/o
EndpointId u/w r:240

Device.ZigBee.ZDO.{i}.ApplicationEndpoint.{i}.SimpleDescriptor.
ProfileId u/w r:65535
DeviceId u/r r:65535
DeviceVersion u/r r:15
InputClusterList [u]/w r:65535
OutputClusterList [u]/w r:65535

Device.ZigBee.ZDO.{i}.Binding.{i}. w n=BindingTableNumberOfEntries k=Alias
Enable b/w
Alias s/o
SourceEndpoint u/w r:240
SourceAddress s/w
ClusterId u/w r:65535
DestinationAddressMode s/w e164
DestinationEndpoint u/w r:240
IEEEDestinationAddress s/w
GroupDestinationAddress s/w

Device.ZigBee.ZDO.{i}.ComplexDescriptor.
DescriptorAvailable b/r
Language s/r
CharacterSet s/r
ManufacturerName s/r
ModelName s/r
SerialNumber s/r
DeviceURL s/r
Icon x/r L65535
IconURL s/r

Device.ZigBee.ZDO.{i}.Group.{i}. w n=GroupNumberOfEntries k=GroupId k=Alias
Enable b/w
Alias s/o
GroupId s/w
EndpointList [s]/w L256 RsDevice.ZigBee.ZDO.{i}.ApplicationEndpoint.

Device.ZigBee.ZDO.{i}.Network.
NeighborNumberOfEntries u/r

Device.ZigBee.ZDO.{i}.Network.Neighbor.{i}. n=NeighborNumberOfEntries k=Neighbor
Neighbor s/r RsDevice.ZigBee.ZDO.{i}.
LQI u/r r:255
Relationship s/r e161
PermitJoin s/r e162
Depth u/r

Device.ZigBee.ZDO.{i}.NodeDescriptor.
LogicalType s/r e152
ComplexDescriptorSupported b/r
UserDescriptorSupported b/r
FrequencyBand [s]/r e153
MACCapability [s]/r e154
ManufactureCode u/r r:65535
MaximumBufferSize u/r r:128 u22
MaximumIncomingTransferSize u/r r:32768 u22
MaximumOutgoingTransferSize u/r r:32768 u22
ServerMask [s]/r e155
DescriptorCapability [s]/r e156

Device.ZigBee.ZDO.{i}.NodeManager.
RoutingTableNumberOfEntries u/r

Device.ZigBee.ZDO.{i}.NodeManager.RoutingTable.{i}. n=RoutingTableNumberOfEntries k=DestinationAddress
DestinationAddress s/r L4
NextHopAddress s/r
Status s/r e163
MemoryConstrained b/r
ManyToOne b/r
RouteRecordRequired b/r

Device.ZigBee.ZDO.{i}.PowerDescriptor.
CurrentPowerMode s/r e157
AvailablePowerSource [s]/r e158
CurrentPowerSource s/r e158
CurrentPowerSourceLevel s/r e159

Device.ZigBee.ZDO.{i}.Security.
TrustCenterAddress s/r
SecurityLevel s/r e160
TimeOutPeriod u/r r:65535 u3

Device.ZigBee.ZDO.{i}.UserDescriptor.
DescriptorAvailable b/r
Description s/r L16`;

/** One enumeration a line, its values apart by `|`. */
export const ENUMS = `LocalReboot|RemoteReboot
LocalFactoryReset|RemoteFactoryReset
libpcap|pcapng
SHA-1|SHA-224|SHA-256|SHA-384|SHA-512
Running|Sleeping|Stopped|Idle|Uninterruptible|Zombie
Disabled|Enabled|Error
Tahoe|Reno|New Reno|Vegas
arm|i386|m68010|m68k|mipseb|mipsel|powerpc|sh3eb|sh3el|x86_64
None|GZIP|BZIP2|LZO|XZ|ZSTD
GPS|AGPS|Manual|External
|CWMP|USP|OMA-DM|SNMP|UPnP|HELD|DHCPv4|DHCPv6|LLDP-MED|MLP|Other
Front|Back|Left|Right|Top|Bottom
NoImage|Active|Downloading|Validating|Available|DownloadFailed|ValidationFailed|InstallationFailed|ActivationFailed
AnyTime|Immediately|WhenIdle|ConfirmationNeeded
Disabled|Unsynchronized|Synchronized|Error
Disabled|Unsynchronized|Synchronized|Error_FailedToSynchronize|Error
Unicast|Broadcast|Multicast|Manycast
Address|Device
Up|Down|Error
HTTP|HTTPS
RemoteAccess|LocalAccess
None|Greeting|Information|Warning|Important|Urgent|Advertisement
SFF-8472|Unknown
Unsupported|G-PON|XG-PON|NG-PON2|XGS-PON|EPON|MoCA|Optical Ethernet|Electrical Ethernet
Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error
Up|Initializing|EstablishingLink|NoSignal|Disabled|Error
DMT|CAP|2B1Q|43BT|PAM|QAM
8a|8b|8c|8d|12a|12b|17a|30a|35b
L0|L1|L2|L3|L4
G.992.3_Annex_K_ATM|G.992.3_Annex_K_PTM|G.993.2_Annex_K_ATM|G.993.2_Annex_K_PTM|G.994.1
G.992.3_Annex_K_ATM|G.992.3_Annex_K_PTM|G.993.2_Annex_K_ATM|G.993.2_Annex_K_PTM
NoPeer|PeerPowerLoss|PeerBondSchemeMismatch|LowRate
ATM|Ethernet|TDIM
LowRate|ExcessiveDelay|InsufficientBuffers|Other
106a|212a
L0|L2.1|L2.2|L3
Home|Roaming
GPRS|EDGE|UMTS|UMTSHSPA|CDMA2000OneX|CDMA2000HRPD|LTE|NR
None|Available|Valid|Blocked|Error
OnNetworkAccess|Reboot|Off
ReceivedRead|Received|Sent|Stored|Unknown
PointToPoint|Broadcast|Acknowledgement
None|USIM|eSIM
UICC|DRM|WWC|CA
Active|Inactive
Provisioning|Test|Operational|Unknown
EoA|IPoA|PPPoA|CIP|Unconfigured
LLC|VCMUX
AAL1|AAL2|AAL3|AAL4|AAL5
UBR|CBR|GFR|VBR-nrt|VBR-rt|UBR+|ABR
Unknown|Other|QAM64|QAM256
Unknown|Other|Taps8Increment16|Taps16Increment8|Taps32Increment4|Taps64Increment2|Taps128Increment1|Taps12increment17
Unknown|Other|AnnexA|AnnexB|AnnexC
Unknown|TDMA|ATDMA|SCDMA|TDMAAndATDMA
Other|Aborted|RetriesExceeded|Success|Continue|TimeoutT4
ATMCells|Concatenation
DOCSIS10|DOCSIS11|DOCSIS20|DOCSIS30|DOCSIS31
IPv4Only|IPv6Only|HonorMDD
Other|NotReady|NotSynchronized|PhySynchronized|UsParametersAcquired|RangingComplete|DHCPv4Complete|ToDEstablished|SecurityEstablished|ConfigFileDownloadComplete|RegistrationComplete|Operational|AccessDenied|EAEInProgress|DHCPv4InProgress|DHCPv6InProgress|DHCPv6Complete|RegistrationInProgress|BPIInit|ForwardingDisabled|DsTopologyResolutionInProgress|RangingInProgress|RFMuteAll
Other|Hann|BlackmanHarris|Rectangular|Hamming|FlatTop|Gaussian|Chebyshev
Half|Full|Auto
Unknown|Half|Full
Disabled|Active|Inactive|Unsupported
Disabled|Enabled|Unsupported
Auto|On|Off
Unsupported|Unknown|On|Off
Disabled|Enabled|Error_Misconfigured|Error
Host|Hub|Device
Standard-A|Standard-B|Powered-B|Micro-AB|Micro-B
Low|Full|High|Super
Self|Bus|Unknown
Unknown|OHCI|EHCI|UHCI|xHCI
Unknown|Low|Full|High|Super
Phone|Coax
A|B|C|D
Automatic|ForceEndpoint|ForceMaster
CBR|VBR|VBR-NRT|BE
Pattern|IncrementByte
reserved|bandFCBL|bandFSAT|bandE|bandExD|bandDH|bandDL|noBand
m0Active|m1LowPowerIdle|m2Standby|m3Sleep
none|all|name|osp
mocaReserved5|mocaReserved4|mocaReserved3|mocaReserved2|mocaReserved1|moca2EnhancedPrivacy|moca20Privacy|moca1Privacy
beginNodeAdmissionState|newNodeTypeOneProbeTxState|newNodeTypeOneProbeRxState|newGcdDistributionState|beginPhyProfileState|steadyState|typeThreeProbeState|lmoTypeOneProbeState|lmoNodeGcdDistributionState|beginLmoPhyProfileState|lmoGcdTypeOneProbeLinkState|alternateChannelQuietLineState|alternateChannelEvmProbeState|unsolicitedProbeReportState|beginUnsolicitedPhyProfileState|rxDeterminedProbeState|calibrationState
active|notInService|notReady|createAndGo|createAndWait|destroy
ruleDAVLANtag4or5|ruleDAonly|ruleDAandDSCPnoVLAN|ruleDAandVLANignoreDSCP|ruleDAandVLANorDSCP
moca1PHY|primary|bonded|m25300MHz|m25400MHz|m25500MHz
moca1PHY|primary|bonded
primary|secondary|m25first|m25second|m25third|m25fourth|m25fifth
PowerLineBaseband|PhoneLineBaseband|CoaxBaseband|CoaxRF|PlasticOpticalFiber
NN|NMK
4-byte MIC|8-byte MIC|16-byte MIC
AP|EP
None|DES|3DES|AES128|AES256
SNR|CFR
HostReinit|SpontaneousInterrupt|LossOfPower
Add|Remove|Change
All|2.4|5|6|5_UNII_1|5_UNII_2|5_UNII_3|5_UNII_4|6_UNII_5|6_UNII_6|6_UNII_7|6_UNII_8
psk|dpp|sae|psk+sae|dpp+sae|dpp+psk+sae|SuiteSelector
Disabled|Optional|Required
Fronthaul|Backhaul
All|2.4|5|6|5_UNII_1|5_UNII_2|5_UNII_3|5_UNII_4|6_UNII_5|6_UNII_6|6_UNII_7|6_UNII_8|Sub_1GHz
Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday
NotSupported|SupportedNotEnabled|Running
IEEE 802.3u|IEEE 802.3ab|IEEE 802.11b|IEEE 802.11g|IEEE 802.11a|IEEE 802.11n 2.4|IEEE 802.11n 5.0|IEEE 802.11ac|IEEE 802.11ad|IEEE 802.11af|IEEE 802.11ax|IEEE 802.11be|IEEE 1901 Wavelet|IEEE 1901 FFT|MoCAv1.1|Generic PHY|IEEE 802.11ah
0|1|2
TWT_schedule|TSPEC|Scheduler_policy|IEEE_802.11|Non_IEEE_802.11|BSS_non_usage
None|Wi-Fi|MoCA|Ethernet|G.hn|HPNA|HomePlug|UPA
Interrupt_Radio|Time_Sliced|Spatial_Stream|Unused_Radio
0|1|2|3|4|5|6|7
3895|7991
Downlink|Uplink|Roundtrip
Disabled|Error|Unconfigured|Configured|SetupLocked|InProgress
Excluded|Should not use|Should use
Not_Asleep|WNM_Sleep_Mode|TPU_Sleep|TDLS_Peer_Power_Save_Mode_(PSM)|AP_PS-Poll|TWT_Sleep|Light_Sleep|Deep_Sleep
PMKSA|PMK-R0|PMK-R1|Mesh_PMKSA|Mesh_TKSA|PTKSA|GTKSA|IGTKSA|Mesh_GTKSA|BIGTKSA|TPKSA|Other
Steering_Opportunity|Steering_Mandate
Unknown|Wi-Fi Channel Utilization|Wi-Fi Link Quality|Backhaul Link Utilization
Blacklist|BTM Request|Async BTM Query
STA|EasyMesh_Agent|EasyMesh_Controller|DE_Collector|Unknown
Up|Down
2.4GHz|5GHz|6GHz
a|b|g|n|ac|ax|be
Manual|Auto_Startup|Auto_User|Auto_Refresh|Auto_Dynamic|Auto_DFS|Unknown
20MHz|40MHz|80MHz|160MHz|80+80MHz|320MHz-1|320MHz-2|Auto
20MHz|40MHz|80MHz|160MHz|80+80MHz|320MHz-1|320MHz-2
AboveControlChannel|BelowControlChannel|Auto
400nsec|800nsec|1xLTF_0.8us|1xLTF_1.6us|2xLTF_0.8us|2xLTF_1.6us|4xLTF_0.8us|4xLTF_3.2us|Auto
short|long|auto
Router|Bridge/Extender
None|WEP-64|WEP-128|WPA-Personal|WPA2-Personal|WPA3-Personal|WPA-WPA2-Personal|WPA3-Personal-Transition|WPA-Enterprise|WPA2-Enterprise|WPA3-Enterprise|WPA-WPA2-Enterprise|OWE
TKIP|AES
Disabled|Capable|Required
PrivateNetwork|PrivateNetworkWithGuestAccess|ChargeablePublicNetwork|FreePublicNetwork|PersonalDeviceNetwork|EmergencyServicesOnlyNetwork|TestOrExperimental|Wildcard
Unspecified|Assembly|Business|Educational|Factory-Industrial|Institutional|Mercantile|Residential|Storage|Utility-Miscellaneous|Vehicular|Outdoor
NotAvailable|PublicIPv4|PortRestrictedIPv4|SingleNATIPv4|DoubleNATIPv4|PortRestrictSingleNATIPv4|PortRestrictDoubleNATIPv4|Unknown
NotAvailable|Available|Unknown
Time-based|Data-volume-based|Time-and-data-volume-based|Unlimited
0|1|2|3
R1|R2|R3
Reserved|SOAP_XML_SPP
USBFlashDrive|Ethernet|Label|Display|ExternalNFCToken|IntegratedNFCToken|NFCInterface|PushButton|PIN|PhysicalPushButton|PhysicalDisplay|VirtualPushButton|VirtualDisplay
Disabled|Error|Unconfigured|Configured|SetupLocked
20MHz|40MHz|80MHz|160MHz|320MHz|Unknown
BE|BK|VI|VO
Active|Available|Error|Disabled
Disabled|Error|Unconfigured|Configured
Started|Stopped|Error
1.0|1.1|1.2|1.3|1.4
active|pending
o|n|r|c|C|e|p|R
Child|Router|Leader|Unassigned
rx-on-when-idle|Full Thread Device|Full Network Data
ZC|ZR|ZED
868-868.6|902-928|2400-2483.5
AlternatePANCoordinator|FFD|MainsPowerSource|OnWhenIdle|SecureCommunication
PrimaryTrustCenter|PrimaryBindingTableCache|BackupBindingTableCache|PrimaryDiscoveryCache|BackupDiscoveryCache|NetworkManager
ExtendedActiveEndpointListAvailable|ExtendedSimpleDescriptorListAvailable
Synchronized|Periodic|Manual
Constant|Rechargeable|Disposable
Critical|33|66|100
None|MIC-32|MIC-64|MIC-128|ENC|ENC-MIC-32|ENC-MIC-64|ENC-MIC-128
Parent|Child|PrevChild|Sibling|None
Accepting|NotAccepting|Unknown
Active|DiscoveryUnderway|DiscoveryFailed|Inactive|ValidationUnderway
Group|Endpoint
Indeterminate|InProgress|Success|Error|Error_Timeout
802.1D-2004|802.1Q-2005|802.1Q-2011
ProviderNetworkPort|CustomerNetworkPort|CustomerEdgePort|CustomerVLANPort|VLANUnawarePort
Disabled|Blocking|Listening|Learning|Forwarding|Broken
AdmitAll|AdmitOnlyVLANTagged|AdmitOnlyPrioUntagged
STP|RSTP
DHCPv4|DHCPv6
Exact|Prefix|Suffix|Substring
S-VLAN|PE
ATCP|IPCP|IPXCP|NBFCP|IPv6CP
Unconfigured|Connecting|Authenticating|Connected|PendingDisconnect|Disconnecting|Disconnected
ERROR_NONE|ERROR_ISP_TIME_OUT|ERROR_COMMAND_ABORTED|ERROR_NOT_ENABLED_FOR_INTERNET|ERROR_BAD_PHONE_NUMBER|ERROR_USER_DISCONNECT|ERROR_ISP_DISCONNECT|ERROR_IDLE_DISCONNECT|ERROR_FORCED_DISCONNECT|ERROR_SERVER_OUT_OF_RESOURCES|ERROR_RESTRICTED_LOGON_HOURS|ERROR_ACCOUNT_DISABLED|ERROR_ACCOUNT_EXPIRED|ERROR_PASSWORD_EXPIRED|ERROR_AUTHENTICATION_FAILURE|ERROR_NO_DIALTONE|ERROR_NO_CARRIER|ERROR_NO_ANSWER|ERROR_LINE_BUSY|ERROR_UNSUPPORTED_BITSPERSECOND|ERROR_TOO_MANY_LINE_ERRORS|ERROR_IP_CONFIGURATION|ERROR_UNKNOWN
None|MPPE
None|Van Jacobson|STAC LZS
None|PAP|CHAP|MS-CHAP
OnDemand|AlwaysOn|Manual
Normal|Loopback|Tunnel|Tunneled
DHCP|IKEv2|AutoIP|IPCP|Static|3GPP-NAS
Disabled|Active|Error
Preferred|Deprecated|Invalid|Inaccessible|Unknown|Tentative|Duplicate|Optimistic
AutoConfigured|DHCPv6|IKEv2|MAP|WellKnown|3GPP-NAS|Static
Preferred|Deprecated|Invalid|Inaccessible|Unknown
AutoConfigured|PrefixDelegation|RouterAdvertisement|WellKnown|Static|Child
Static|Inapplicable|PrefixDelegation|Child
LISTEN|ESTABLISHED
HTTP|FTP
IPLR|Sampled_RTT|IPDV|IPRR|RIPR
Any|IPv4|IPv6
Receiver|Sender
zeroes|ones|alternates0and1|random
Search|Fixed
B|C
ICMP|UDP Echo
DES|3DES|RC5|IDEA|CAST|BLOWFISH|3IDEA|AES-CBC|AES-CTR|AES-CCM-8|AES-CCM-12|AES-CCM-16|AES-GCM-8|AES-GCM-12|AES-GCM-16|CAMELLIA-CBC
NULL|DES-IV64|DES|3DES|RC5|IDEA|CAST|BLOWFISH|3IDEA|DES-IV32|AES-CBC|AES-CTR|AES-CCM-8|AES-CCM-12|AES-CCM-16|AES-GCM-8|AES-GCM-12|AES-GCM-16|NULL-AUTH-AES-GMAC|CAMELLIA-CBC|CAMELLIA-CTR|CAMELLIA-CCM-8|CAMELLIA-CCM-12|CAMELLIA-CCM-16
HMAC-MD5|HMAC-SHA1|HMAC-TIGER|AES-128-XCBC|HMAC-SHA2-256|HMAC-SHA2-384|HMAC-SHA2-512|AES-128-CMAC
NONE|HMAC-MD5-96|HMAC-SHA1-96|DES-MAC|KPDK-MD5|AES-XCBC-96|HMAC-MD5-128|HMAC-SHA1-160|AES-CMAC-96|AES-128-GMAC|AES-192-GMAC|AES-256-GMAC|HMAC-SHA2-256-128|HMAC-SHA2-256-192|HMAC-SHA2-256-256
NONE|MODP-768|MODP-1024|MODP-1536|MODP-2048|MODP-3072|MODP-4096|MODP-6144|MODP-8192|ECP-256|ECP-384|ECP-521|MODP-1024-PRIME-160|MODP-2048-PRIME-224|MODP-2048-PRIME-256|ECP-192|ECP-224
Discard|Bypass|Protect
AH|ESP
Set|Clear|Copy
Renegotiate|Delete
Up|Down|Unknown|Dormant|Error
None|Local|Remote|Unsupported
ICMP|None
IPv4|IPv6
Disabled|Provisioned|CPE_Generated
IP|UDP
Disabled|Configured|Generated
Encapsulation|Translation
DHCPv6|Static
Disabled|Enabled|Error_URLEmpty|Error
Normal|Receive|Blackhole|Unreachable|Prohibit
DHCPv4|OSPF|IPCP|RIP|3GPP-NAS|Static
DHCPv6|OSPF|RA|RIPng|3GPP-NAS|Static
Send|Receive|Both
ForwardingEntryCreated|NoForwardingEntry|Error
High|Medium|Low
2-out-of-3|ETX
MAC|DTLS
HMAC-SHA256|BLAKE2s-128
X.509|RawPublicKey
Static|LLA|GUA|LLA_GUA
FQDN|IPv6Address
SimpleTokenBucket|SingleRateThreeColor|TwoRateThreeColor
RED|DT|WRED|BLUE
WFQ|WRR|SP
Ethernet|G.hn|HPNA|HomePlug|MoCA|UPA|Wi-Fi|Other
User|System|Controller
Allow|Deny
A|AAAA|SRV|PTR
DHCPv4|DHCPv6|RouterAdvertisement|IPCP|3GPP-NAS|Static
TCP|UDP
LeaseActive|GoodbyeReceived|LeaseExpired
Disabled|Enabled|Enabled_NATForcedDisabled|Enabled_PortMappingDisabled|Error_Misconfigured|Error
Disabled|Enabled|Inactive|Error_Misconfigured|Error
User|System|UPnP|Controller
Disabled|Enabled|StackDisabled|Error
Disabled|Enabled|Connecting|Error_Timeout|Error_HostNameNotResolved|Error_NetworkFailure|Error_NotAuthorized|Error_Unsupported|Error
DHCPv4|DHCPv6|Static
NAT44|StatelessNAT64|StatefulNAT64|A+PPortRangeRouter|SupportsPORTSETOption|IPv4Firewall|IPv6Firewall|NPTv6|DSCPReMarkingFunction|FLOWDATAAwareFunction|ILNPTranslator
Disabled|Enabled|Error_PCPErrorCodeReceived|Error
Internal|UPnP_IWF|PCP_Proxy|Static
Init|Selecting|Requesting|Rebinding|Bound|Renewing
None|ConfigurationToken|DelayedAuthentication
All|Known|Unknown
None|ConfigurationToken|DelayedAuthentication|ReconfigureKeyAuthentication
Disconnected|Logoff|Connecting|Authenticating|Authenticated|Held|Restart|ForceAuth|ForceUnauth
EAP-TLS|EAP-MD5
FailAuthentication|AssumeAuthentication
NoAction|RenewConnection
CAP_AUDIT_CONTROL|CAP_AUDIT_READ|CAP_AUDIT_WRITE|CAP_BLOCK_SUSPEND|CAP_BPF|CAP_CHECKPOINT_RESTORE|CAP_CHOWN|CAP_DAC_OVERRIDE|CAP_DAC_READ_SEARCH|CAP_FOWNER|CAP_FSETID|CAP_IPC_LOCK|CAP_IPC_OWNER|CAP_KILL|CAP_LEASE|CAP_LINUX_IMMUTABLE|CAP_MAC_ADMIN|CAP_MAC_OVERRIDE|CAP_MKNOD|CAP_NET_ADMIN|CAP_NET_BIND_SERVICE|CAP_NET_BROADCAST|CAP_NET_RAW|CAP_PERFMON|CAP_SETGID|CAP_SETFCAP|CAP_SETPCAP|CAP_SETUID|CAP_SYS_ADMIN|CAP_SYS_BOOT|CAP_SYS_CHROOT|CAP_SYS_MODULE|CAP_SYS_NICE|CAP_SYS_PACCT|CAP_SYS_PTRACE|CAP_SYS_RAWIO|CAP_SYS_RESOURCE|CAP_SYS_TIME|CAP_SYS_TTY_CONFIG|CAP_SYSLOG|CAP_WAKE_ALARM
None|Running|Error
CA|DRM|UICC
SIM|USIM|ISIM
LeaseActive|LeaseExpired|ByebyeReceived
High|Low|Advanced|Policy
Stateless|Stateful
Drop|Accept|Reject
Defaults|PortMapping|WANIPv6FirewallControl|ACS|UserInterface|Other
Drop|Accept|Reject|Return|TargetChain
INVALID|NEW|RELATED|ESTABLISHED
Drop|Accept|Reject|Chain
IPAddresses|Ports|MACAddresses
Emergency|Alert|Critical|Error|Warning|Notice|Debug
All|Denied|Allowed
Current|Change
Latest|Minimum|Maximum|Average|Histogram
|*|Cleared|Critical|Major|Minor|Warning|Indeterminate
0 Expedited|1 Queued|2 Logged|3 Disabled
Critical|Major|Minor|Warning|Indeterminate
NewAlarm|ChangedAlarm|ClearedAlarm
Cleared|Critical|Major|Minor|Warning|Indeterminate
Indeterminate|InProgress|Success|Error|Error_TIMEOUT
Real|Reference
Disabled|Enabled|Reset|Initializing
Basic|Digest|DigitalSignature
Guest|Standard|Restricted|Administrator|Debug
TelUri|AnonymousReference|All
FiFo|Priority
TelUri|AnonymousReference
Disabled|Ready|Flushed
Enabled|Disabled|Error
HTTP|MQTT|USPEventNotif
CSV|JSON
ParameterPerRow|ParameterPerColumn
Unix-Epoch|ISO-8601|None
ObjectHierarchy|NameValuePair
GZIP|Compress|Deflate
POST|PUT
UntilStopped|Forever
OCIImage|VMRawImage|OSGiBundle|JAR|WAR
Up|Error|Disabled|Restarting
Installing|Installed|Updating|Uninstalling|Uninstalled
Idle|Starting|Active|Stopping|Restarting
NoFault|FailureOnStart|FailureOnAutoStart|FailureOnStop|FailureWhileActive|DependencyFailure|UnStartable
Idle|Active
DNS-SRV|DNS|ServerTable|WebSocket
Enabled|Disabled|Unknown|Dormant|Connecting|ServerNotPresent|Error_Misconfigured|Error_AuthenticationFailure|Error
1905.1|1905.1a
Disabled|Enabled|Error_Misconfigured|Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error
802.11 2.4 GHz|802.11 5 GHz|802.11 60 GHz
IEEE 802.3u|IEEE 802.3ab|IEEE 802.11b|IEEE 802.11g|IEEE 802.11a|IEEE 802.11n 2.4|IEEE 802.11n 5.0|IEEE 802.11ac|IEEE 802.11ad|IEEE 802.11af|IEEE 1901 Wavelet|IEEE 1901 FFT|MoCAv1.1|Generic PHY
On|Power_Save|Off|Unsupported
Incomplete|Available|Error_Misconfigured
NewNeighbor|LostNeighbor
IEEE1905|Non-IEEE1905
Unknown|DHCP|Static|Auto-IP
Unknown|LinkLocal|DHCP|Static|SLAAC
AP|non-AP/non-PCP STA|Wi-Fi P2P Client|Wi-Fi P2P Group Owner|802.11adPCP
UCPK|PBC|NFCNK
3.1|3.1.1|5.0
TCP/IP|TLS|WebSocket|WebSocketTLS
Disabled|Connecting|Connected|Error_Misconfigured|Error_BrokerUnreachable|Error
Unsubscribed|Subscribed|Subscribing|Unsubscribing|Error
AUTH|CONNECT|DISCONNECT|PUBLISH|PUBACK|PUBREC|PUBREL|PUBCOMP|SUBSCRIBE|UNSUBSCRIBE|WILL
Priority|RoundRobin|Random
out|in|both
Connecting|Authenticating|Updated|Error_Misconfigured|Error|Disabled
NO_ERROR|MISCONFIGURATION_ERROR|DNS_ERROR|CONNECTION_ERROR|AUTHENTICATION_ERROR|TIMEOUT_ERROR|PROTOCOL_ERROR
Registered|UpdateNeeded|Updating|Error|Disabled
Disabled|InUse|Controlled|Error
ISP|Customer
STP|IDTP|RNTP|IRTP|MTP|IATP|UNITP|CEDTP
Enabled|Suppressed|Disabled|Running
Sequential|Parallel|Pipelined
Enabled|Active|Disabled
PeriodicTiming|CalendarTiming|OneOffTiming|Immediate|Startup|ControllerLost|ControllerConnected
NG-RAN|E-UTRAN|W-5GAN
FN-RG|5G-RG|ATSSS
FN-RG|5G-RG|Auto
FN-RG|5G-RG|Negotiating
RM_REGISTERED|RM_DEREGISTERED|RM_UNDEFINED|Error
CM_IDLE|CM_CONNECTED|CM_UNDEFINED|Error
IPv4|IPv6|IPv4v6|Unstructured
3GPP access|Non-3GPP access
eMBB|URLLC|MIoT|V2X
downlink|uplink|bidirectional
Up|Down|Unknown|Dormant|NotPresent|Error
Unknown|G-PON|XG-PON|NG-PON2|XGS-PON
O1|O2|O3|O2-3|O4|O5|O6|O7|O8|O9
UNI-to-ANI|ANI-to-UNI|bidirectional
unicast|multicast|broadcast
Unknown|LC|SC|ST|FC|MT-RJ
Disabled|Enabled|Error|Error_Misconfigured
SuccessfulLogin|FailedLogin|Error
Listen|Connect
WebSocket|STOMP|MQTT|UDS
Kern|User|Mail|Daemon|Auth|Syslog|LPR|News|UUCP|Cron|AuthPriv|FTP|NTP|Audit|Console|Cron2|Local0|Local1|Local2|Local3|Local4|Local5|Local6|Local7|All
Emergency|Alert|Critical|Error|Warning|Notice|Info|Debug|All|None
Equal|EqualOrHigher
Log|Block|Stop
TCP|UDP|TLS
Disabled|Enabled|Error_Unreachable|Error
Active|Inactive|StackDisabled|Error
UDP|TCP|TLS|DTLS
SSL3|TLS1_Only|TLS1_Or_Later|TLS1_1_Only|TLS1_1_Or_Later|TLS1_2_Only|TLS1_2_Or_Later|TLS1_3_Only|TLS1_3_Or_Later|DTLS1_Only|DTLS1_Or_Later|DTLS1_2_Only|DTLS1_2_Or_Later
Conversational|Streaming|Interactive|Background|SubscribedValue
No|Yes|SubscribedValue
No|Yes|NoDetect|SubscribedValue
Rise|Fall|Cross|Eq|NotEq
MTP-only|MTP-and-USP|MTP-and-broker
Passphrase
text/plain|image/jpeg
text/plain|image/jpeg|text/html
Normal|Single
Inactive|Active|Expired
Info|Minor|Major|Critical
Success|Failure|Both
Require|Allow|Forbid
Up|Negotiating|Down
Plaintext|TLS
Notify|Config|NotifyAndConfig
ValueChange|ObjectCreation|ObjectDeletion|OperationComplete|Event
Requested|Active|Canceling|Canceled|Success|Error
Alarm|AntiTheft|Bell|Clock|Door|Fan|GarageDoor|HVAC|Light|Lock|Meter|Motor|Oven|PowerStrip|Sensor|SensorStrip|Siren|Thermostat
Z-Wave|ZigBee|UPnP-DM
Enabled|Disabled|Unknown|Connecting|ServerNotPresent|Error_Misconfigured|Error_AuthenticationFailure|Error
|CWMP|USP|Unknown
BinaryControl|LevelControl|EnumControl|BinarySensor|LevelSensor|MultiLevelSensor|EnumSensor|BlobSensor
Switch|Locked
Acceleration|Area|Battery|Brightness|Concentration|Conductivity|Distance|Energy|Flow|Humidity|Intensity|Luminance|Meter|Motion|Position|Power|Pressure|Radiation|Speed|Temperature|Volume|Weight|Depth|Counter|Duration
-|%|deg|degC|degF|K|km|m|cm|mm|h|min|s|ms|sq-km|sq-m|sq-cm|cu-m|l|cl|ml|kg|g|mg|Wh|kWh|W|A|Hz|V|N|Pa|C|F|ohm|S|Wb|T|H|lm|lx|mps|cd|mol|UV|RGB|ppm|Sv|J|rpm|pps|cu-m/s|liter/s|dB|dBm|eV
AlarmMode|DoorMode|FanMode|LockMode|OperatingMode|TemperatureMode|ThermostatMode
CarbonDioxideDetected|CarbonMonoxideDetected|DoorOpen|MotionDetected|SmokeDetected|WindowOpen|WaterDetected
RGB|Location
AlarmState|DoorState|FanState|LockState|OperatingState|TemperatureState|ThermostatFanState
ascii|base64|id|gif|jpeg|json|numberplate|text|url|raw|utf-8|utf-16|utf-32|uuid|xml|yaml
quiet|evm
LocalReboot|RemoteReboot|FactoryReset|LocalFactoryReset|RemoteFactoryReset
None|Requested|Canceled|Complete|Error
Disabled|Enabled|Trigger
Z-Wave|ZigBee|UPnP-DM|ETSI-M2M
InstanceNumber|InstanceAlias
HTTP|STUN|XMPP
UDP
Upload|Download|Both
Install|Update|Uninstall
9001|9003|9012|9013|9015|9016|9017|9018|9022|9023|9024|9025|9026|9027|9028|9029|9030|9031|9032
Z-Wave|ZigBee|UPnP|ETSI-M2M
Pending|Retrying|Success|Error
None|Requested|Canceled|Complete|Error|Error_Internal|Error_Other
Open|Short|Powered on CPE|Unknown
None|Requested|Canceled|Complete|Error|Error_FailToEnableCert|Error_CertCmdTimeout|Error_UnknownErr|Error_UnsupportedOpcode|Error_InvalidParam|Error_UnsupportedCmdSegment|Error_UnsupportedDataGen|Error_InvalidSequence|Error_InvalidFrame|Eror_InvalidOpcode
None|Requested|Canceled|Complete|Error|Error_SampleIntervalTooSmall
None|Requested|Canceled|Complete|Error|Error_InvalidPort
None|Requested|Canceled|Complete|Error|Credentials_Good|Credentials_Bad_Username_Not_Supported|Credentials_Bad_Password_Incorrect|Credentials_Missing
None|Requested|Canceled|Complete|Error|Error_CannotResolveHostName|Error_NoRouteToHost|Error_Internal|Error_Other
None|Requested|Canceled|Complete|Error|Error_CannotResolveHostName|Error_NoRouteToHost|Error_MaxHopCountExceeded|Error_Internal|Error_Other
None|Requested|Canceled|Complete|Error|Error_CannotResolveHostName|Error_NoRouteToHost|Error_InitConnectionFailed|Error_NoResponse|Error_TransferFailed|Error_PasswordRequestFailed|Error_LoginFailed|Error_NoTransferMode|Error_NoPASV|Error_IncorrectSize|Error_Timeout|Error_Internal|Error_Other
None|Requested|Canceled|Complete|Error|Error_CannotResolveHostName|Error_NoRouteToHost|Error_InitConnectionFailed|Error_NoResponse|Error_PasswordRequestFailed|Error_LoginFailed|Error_NoTransferMode|Error_NoPASV|Error_NoCWD|Error_NoSTOR|Error_NoTransferComplete|Error_Timeout|Error_Internal|Error_Other
None|Requested|Canceled|Complete|Error|Error_CannotResolveHostName|Error_Internal|Error_Other
None|Requested|Canceled|Complete|Error|Error_CannotResolveHostName|Error_NoRouteToHost|Error_InitConnectionFailed|Error_NoResponse|Error_PasswordRequestFailed|Error_LoginFailed|Error_RejectedByRemote|Error_IncorrectSize|Error_Timeout|Error_Internal|Error_Other
None|Requested|Canceled|Complete|Error|Error_DNSServerNotResolved|Error_Internal|Error_Other
Success|Error_DNSServerNotAvailable|Error_HostNameNotResolved|Error_Timeout|Error_Other
None|Authoritative|NonAuthoritative
AdHoc|Infrastructure
None|WEP|WPA|WPA2|WPA-WPA2|WPA-Enterprise|WPA2-Enterprise|WPA-WPA2-Enterprise|WPA3-SAE|WPA2-PSK-WPA3-SAE|WPA3-Enterprise|OWE
20MHz|40MHz|80MHz|160MHz|320MHz-1|320MHz-2|Auto
SUCCESS|FAILURE
ASLEEP|AWAKE
None|Requested|Canceled|Complete|Error|Error_BadChannel|Error_NoEvmProbe`;

/** One unit a line. */
export const UNITS = `seconds
KiB
percent
milliseconds
mV
mA
mW
degrees celsius
bytes
minutes
pixels
100 MBd
kilometers
10 meters
nanometers
µA
0.1 dBm
0.1 dB
0.1dB
Kbps
0.1dBmV
packets
octets
0.1 DMT symbols
bits per second
records
Mbps
dBm
cells per second
cells
Hz
TenthdB
-dBc
6.25 microsecond
TenthdBmV
hundredthsbin
0.1%
MHz
1.28 microseconds
0.5 msec
2 seconds
0.1 sec
dB
kHz
attempts per minute
Mb/s
Minutes
Seconds
microseconds
%
kbps
decibels (dB)
80 MHz
TUs
beacon transmission times
beacon intervals
percentage
ms
ZigBee packets
centiseconds
Gbps
bits
messages
millimeters
MiB
Packets
byte
hours
Milliseconds
subcarriers
meters
kbit/s
Kbaud`;
