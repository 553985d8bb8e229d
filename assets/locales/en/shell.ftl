### The window's menu bar, and what the shell opens outside.

menu-file = File
menu-edit = Edit
menu-go = Go
menu-help = Help
menu-save = Save
menu-print = Print…
menu-preferences = Preferences…
menu-quit = Quit
menu-back = Back
menu-home = Home
menu-renewal = Renewal
menu-documents = Documents

error-preferences-not-kept = Your preferences could not be kept on this computer. They apply until you close the application.
error-folder-not-shown = The folder could not be opened. The file is here: { $path }
error-viewer-not-opened = No program for PDF files could be opened. The file is here: { $path }
error-not-a-server = This cannot be the address of the College’s server. Enter one that begins with https://, as the College gave it to you.
