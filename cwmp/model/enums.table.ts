/**
 * Made by scripts/mapping-tables.mjs, do not edit: the value tables of the `enum:` transforms: name, then source=target pairs in order of preference for writing.
 */
export const ENUMS = `ifStatus	Up=Up|Down=Down|NoLink=Down|NoSignal=Down|Initializing=Dormant|EstablishingLink=Dormant|Dialing=Dormant|Connecting=Dormant|Unavailable=NotPresent|Error=Error|Disabled=Down
apStatus	Up=Enabled|Disabled=Disabled|Error=Error
connStatus	Connected=Up|Connecting=Dormant|Authenticating=Dormant|PendingDisconnect=Up|Disconnecting=Down|Disconneting=Down|Disconnected=Down|Unconfigured=Down
enDisErr	Enabled=Enabled|Disabled=Disabled|Error=Error
timeStatus	Disabled=Disabled|Unsynchronized=Unsynchronized|Synchronized=Synchronized|Error_FailedToSynchronize=Error|Error=Error
diagState	None=None|Requested=Requested|Complete=Complete|Error_CannotResolveHostName=Error_CannotResolveHostName|Error_MaxHopCountExceeded=Error_MaxHopCountExceeded|Error_DNSServerNotResolved=Error_DNSServerNotResolved|Error_Internal=Error_Internal|Error_Other=Error_Other
diagCompleted	None=None|Requested=Requested|Completed=Complete|Error_InitConnectionFailed=Error_InitConnectionFailed|Error_NoResponse=Error_NoResponse|Error_TransferFailed=Error_TransferFailed|Error_PasswordRequestFailed=Error_PasswordRequestFailed|Error_LoginFailed=Error_LoginFailed|Error_NoTransferMode=Error_NoTransferMode|Error_NoPASV=Error_NoPASV|Error_NoCWD=Error_NoCWD|Error_NoSTOR=Error_NoSTOR|Error_NoTransferComplete=Error_NoTransferComplete|Error_IncorrectSize=Error_IncorrectSize|Error_Timeout=Error_Timeout
hostIf	Ethernet=Ethernet|802.11=Wi-Fi|HomePNA=HPNA|HomePlug=HomePlug|MoCA=MoCA|USB=Other|Other=Other
addrSource	DHCP=DHCP|Static=Static|AutoIP=AutoIP
pppComp	None=None|Van Jacobsen=Van Jacobson|STAC LZS=STAC LZS
atmLinkType	EoA=EoA|PPPoE=EoA|IPoA=IPoA|PPPoA=PPPoA|CIP=CIP|Unconfigured=Unconfigured
rip	Off=false|OSPF=false|RIPv1=true|RIPv2=true
bridgeStd	802.1D=802.1D-2004|802.1Q=802.1Q-2005
frameTypes	AdmitAll=AdmitAll|AdmitOnlyVLANTagged=AdmitOnlyVLANTagged|AdmitOnlyPrioUntagged=AdmitOnlyPrioUntagged
wpsMethods	USBFlashDrive=USBFlashDrive|Ethernet=Ethernet|Label=Label|Display=Display|ExternalNFCToken=ExternalNFCToken|IntegratedNFCToken=IntegratedNFCToken|NFCInterface=NFCInterface|PushButton=PushButton|Keypad=PIN`;
