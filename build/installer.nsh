; Lists Outdial among the programs Windows offers for tel: links (Settings, Default apps).
; No program may make itself the default: the user chooses there, and Outdial opens that page.
; Nothing may follow "%1" on the command line: Outdial would refuse to start with it.
; SHCTX is the machine's or the user's part of the registry, as the installation is.

!macro outdialTellShell
  ; SHCNE_ASSOCCHANGED, so that the list changes without signing out
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

!macro customInstall
  ${IfNot} ${isUpdated}
    WriteRegStr SHCTX "Software\Classes\Outdial.tel" "" "URL:Telephone link"
    WriteRegStr SHCTX "Software\Classes\Outdial.tel" "URL Protocol" ""
    WriteRegStr SHCTX "Software\Classes\Outdial.tel\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
    WriteRegStr SHCTX "Software\Classes\Outdial.tel\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'

    WriteRegStr SHCTX "Software\Outdial\Capabilities" "ApplicationName" "Outdial"
    WriteRegStr SHCTX "Software\Outdial\Capabilities" "ApplicationDescription" "Calls from Outreach, logged in Outreach"
    WriteRegStr SHCTX "Software\Outdial\Capabilities" "ApplicationIcon" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
    WriteRegStr SHCTX "Software\Outdial\Capabilities\URLAssociations" "tel" "Outdial.tel"
    WriteRegStr SHCTX "Software\RegisteredApplications" "Outdial" "Software\Outdial\Capabilities"
    !insertmacro outdialTellShell
  ${EndIf}
!macroend

!macro customUnInstall
  ${IfNot} ${isUpdated}
    DeleteRegValue SHCTX "Software\RegisteredApplications" "Outdial"
    DeleteRegKey SHCTX "Software\Outdial\Capabilities"
    DeleteRegKey /ifempty SHCTX "Software\Outdial"
    DeleteRegKey SHCTX "Software\Classes\Outdial.tel"
    !insertmacro outdialTellShell
  ${EndIf}
!macroend
