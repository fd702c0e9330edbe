# On Windows itself: installs, does the whole job, upgrades in place, removes, and looks at what is left.
#
#   installers\windows\smoke.ps1 dist\scorecard-desktop-0.1.0-windows-x64.exe
param([Parameter(Mandatory)][string] $Installer)
$ErrorActionPreference = "Stop"

function Must($Truth, $What) { if (-not $Truth) { throw "smoke: $What" } }
function Run($Program, [string[]] $Words, [int[]] $Expect = @(0)) {
    $done = Start-Process -FilePath $Program -ArgumentList $Words -Wait -PassThru -NoNewWindow
    Must ($Expect -contains $done.ExitCode) "$Program $Words ended with $($done.ExitCode)"
}

$place = Join-Path $env:LOCALAPPDATA "Programs\Scorecard Desktop"
$key = "HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\ScorecardDesktop"
$work = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid()))
$samples = Resolve-Path (Join-Path $PSScriptRoot "..\..\resources\samples")

Run $Installer @("/S")
Must (Test-Path $key) "the list of programs does not have it"
$command = Join-Path $place "scorecard.exe"
$window = Join-Path $place "scorecard-desktop.exe"
$env:PATH = "$env:SystemRoot\System32;$env:SystemRoot"  # no Python

Set-Location $work
Run $command @("--version")
$workbooks = Get-ChildItem $samples -Filter *.xlsx | ForEach-Object { "`"$($_.FullName)`"" }
Run $command (@("--store", "mine.scorecard", "import") + $workbooks) @(0, 1)
Run $command @("--store", "mine.scorecard", "rate", "--json")
foreach ($name in "pack.pdf", "pack.html", "pack.xlsx") {
    Run $command @("--store", "mine.scorecard", "pack", "--out", $name) @(0, 1)
    Must ((Get-Item $name).Length -gt 10000) "$name is empty"
}
Run $command @("--store", "mine.scorecard", "pack", "--public", "--out", "public.pdf") @(0, 1)
Run $command @("--store", "mine.scorecard", "export", "--out", "all.xlsx")
Run $window @("--store", "mine.scorecard", "--size", "1366x768", "--screenshot", "window.png")
Must ((Get-Item window.png).Length -gt 20000) "the window drew nothing"

# by a double-click, as Windows does it
Start-Process (Join-Path $work "mine.scorecard")
$opened = $null
foreach ($n in 1..60) {
    Start-Sleep -Milliseconds 500
    $opened = Get-Process scorecard-desktop -ErrorAction SilentlyContinue | Where-Object MainWindowTitle -Like "*mine*"
    if ($opened) { break }
}
Must $opened "a double-click on the store opened no window"
$refused = Start-Process -FilePath $Installer -ArgumentList "/S" -Wait -PassThru
Must ($refused.ExitCode -eq 2) "the installer ran while the program did"
$opened | Stop-Process
$opened | Wait-Process -Timeout 30 -ErrorAction SilentlyContinue

Run $Installer @("/S")  # an upgrade in place
Must (Test-Path (Join-Path $work "mine.scorecard")) "the upgrade touched the figures"
Run (Join-Path $place "uninstall.exe") @("/S", "_?=$place")
Must (-not (Test-Path $key)) "the list of programs still has it"
Must (-not (Test-Path "HKCU:\Software\Classes\ScorecardDesktop.Store")) "the kind of file is still there"
$left = Get-ChildItem $place -Recurse -ErrorAction SilentlyContinue | Where-Object Name -NE "uninstall.exe"
Must (-not $left) "left behind: $left"
Must (Test-Path (Join-Path $work "mine.scorecard")) "the figures are gone"
Write-Output "smoke: all as it must be"
