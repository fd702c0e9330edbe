; The installer for Windows: for one officer, without an administrator. Built by installers/windows/make_installer.py, which
; defines VERSION, VERSION4 (as Windows counts), FOLDER (the frozen program), ICON, SIZE (in KiB) and OUT.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include FileFunc.nsh

!define NAME "Scorecard Desktop"
!define PROGRAM "scorecard-desktop.exe"
!define COMMAND "scorecard.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\ScorecardDesktop"
!define PATHS_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define CLASSES "Software\Classes"
!define STORE "ScorecardDesktop.Store"
!define WORKBOOK "ScorecardDesktop.Workbook"

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
VIProductVersion "${VERSION4}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}: installation"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "Scorecard Desktop contributors"
VIAddVersionKey "LegalCopyright" "MIT Licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_DIRECTORYPAGE_TEXT_TOP "Scorecard Desktop is installed for you alone and needs no administrator. Your scorecard files are kept elsewhere, and no installation or removal touches them."
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "Open Scorecard Desktop now"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Says what is wrong, unless asked to be silent, and ends with exit code 2. Nothing has been changed then.
!macro REFUSE words
  MessageBox MB_OK|MB_ICONEXCLAMATION "${words}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; Windows lets nobody write to a program that is running.
!macro REFUSE_WHILE_RUNNING file
  ${If} ${FileExists} "$INSTDIR\${file}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${file}" a
    ${If} ${Errors}
      !insertmacro REFUSE "Scorecard Desktop is running. Close its windows, then try again; nothing has been changed."
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro OPENS_BY_DOUBLE_CLICK extension
  WriteRegStr HKCU "${CLASSES}\${extension}" "" "${STORE}"
  WriteRegStr HKCU "${CLASSES}\${extension}\OpenWithProgids" "${STORE}" ""
!macroend

!macro OFFERED_UNDER_OPEN_WITH extension
  WriteRegStr HKCU "${CLASSES}\${extension}\OpenWithProgids" "${WORKBOOK}" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" "${extension}" ""
!macroend

!macro NO_LONGER_OFFERED extension
  DeleteRegValue HKCU "${CLASSES}\${extension}\OpenWithProgids" "${WORKBOOK}"
  DeleteRegValue HKCU "${CLASSES}\${extension}\OpenWithProgids" "${STORE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${extension}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${extension}"
!macroend

!macro FOR_EACH_WORKBOOK do
  !insertmacro ${do} ".xlsx"
  !insertmacro ${do} ".xlsm"
  !insertmacro ${do} ".xlsb"
  !insertmacro ${do} ".xls"
  !insertmacro ${do} ".ods"
  !insertmacro ${do} ".csv"
  !insertmacro ${do} ".tsv"
!macroend

!macro CLASS name words
  WriteRegStr HKCU "${CLASSES}\${name}" "" "${words}"
  WriteRegStr HKCU "${CLASSES}\${name}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${name}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
!macroend

!macro TELL_WINDOWS
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
  SetShellVarContext current
  ${IfNot} ${AtLeastWin10}
    !insertmacro REFUSE "Scorecard Desktop needs Windows 10 or later."
  ${EndIf}
  !insertmacro REFUSE_WHILE_RUNNING "${PROGRAM}"
  !insertmacro REFUSE_WHILE_RUNNING "${COMMAND}"
FunctionEnd

Section
  !insertmacro REFUSE_WHILE_RUNNING "${PROGRAM}"
  !insertmacro REFUSE_WHILE_RUNNING "${COMMAND}"
  ; laid out beside, and put in place when it is whole: a disk that fills up leaves the earlier version as it was
  RMDir /r "$INSTDIR\new version"
  ClearErrors
  SetOutPath "$INSTDIR\new version"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\new version\uninstall.exe"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\new version"
    RMDir "$INSTDIR"
    !insertmacro REFUSE "The files could not be written to $INSTDIR. See that the disk has room and that you may write there; what was installed before is as it was."
  ${EndIf}
  SetOutPath "$TEMP"
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    RMDir /r "$INSTDIR\_internal"
  ${EndIf}
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\uninstall.exe"
  ClearErrors
  Rename "$INSTDIR\new version\_internal" "$INSTDIR\_internal"
  Rename "$INSTDIR\new version\${COMMAND}" "$INSTDIR\${COMMAND}"
  Rename "$INSTDIR\new version\uninstall.exe" "$INSTDIR\uninstall.exe"
  Rename "$INSTDIR\new version\${PROGRAM}" "$INSTDIR\${PROGRAM}"
  ${If} ${Errors}
    !insertmacro REFUSE "The new version could not be put in its place in $INSTDIR. Restart the computer and install it again; your scorecard files are untouched."
  ${EndIf}
  RMDir /r "$INSTDIR\new version"

  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "Scorecards and committee packs"

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "Scorecard Desktop contributors"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1

  !insertmacro CLASS "${STORE}" "Scorecard file"
  !insertmacro CLASS "${WORKBOOK}" "Workbook"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  !insertmacro OPENS_BY_DOUBLE_CLICK ".scorecard"
  !insertmacro FOR_EACH_WORKBOOK OFFERED_UNDER_OPEN_WITH
  WriteRegStr HKCU "${PATHS_KEY}\${PROGRAM}" "" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${PATHS_KEY}\${COMMAND}" "" "$INSTDIR\${COMMAND}"
  !insertmacro TELL_WINDOWS
SectionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro REFUSE_WHILE_RUNNING "${PROGRAM}"
  !insertmacro REFUSE_WHILE_RUNNING "${COMMAND}"
FunctionEnd

; Only what was installed goes: what an officer put beside it, and all figures, stay.
Section Uninstall
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\new version"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"

  ReadRegStr $0 HKCU "${CLASSES}\.scorecard" ""
  ${If} $0 == "${STORE}"
    DeleteRegValue HKCU "${CLASSES}\.scorecard" ""
  ${EndIf}
  !insertmacro NO_LONGER_OFFERED ".scorecard"
  !insertmacro FOR_EACH_WORKBOOK NO_LONGER_OFFERED
  DeleteRegKey HKCU "${CLASSES}\${STORE}"
  DeleteRegKey HKCU "${CLASSES}\${WORKBOOK}"
  DeleteRegKey HKCU "${CLASSES}\Applications\${PROGRAM}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\Applications"
  DeleteRegKey HKCU "${PATHS_KEY}\${PROGRAM}"
  DeleteRegKey HKCU "${PATHS_KEY}\${COMMAND}"
  DeleteRegKey /ifempty HKCU "${PATHS_KEY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  !insertmacro TELL_WINDOWS
SectionEnd
