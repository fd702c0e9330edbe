# Signs what is given to it, on Windows: first the programs of the frozen folder, then the installer around them.
#
#   installers\windows\sign.ps1 dist\scorecard-desktop\scorecard-desktop.exe dist\scorecard-desktop\scorecard.exe
#   installers\windows\sign.ps1 dist\scorecard-desktop-0.1.0-windows-x64.exe
#
# The certificate stays in the user's own store or on its token, which asks for its PIN. Its thumbprint is asked for
# each time and is kept nowhere. The time stamp is of the certificate's issuer, whose address is asked for too.
param([Parameter(Mandatory, ValueFromRemainingArguments)][string[]] $Files)
$ErrorActionPreference = "Stop"

$thumbprint = Read-Host "Thumbprint of the code-signing certificate (certmgr.msc, Personal)"
$stamp = Read-Host "Address of the issuer's RFC 3161 time stamps"
foreach ($file in $Files) {
    & signtool sign /sha1 $thumbprint /fd SHA256 /td SHA256 /tr $stamp /d "Scorecard Desktop" $file
    if ($LASTEXITCODE -ne 0) { throw "$file was not signed." }
    & signtool verify /pa $file
    if ($LASTEXITCODE -ne 0) { throw "$file does not bear a sound signature." }
}
