### Preferences of this computer.

ui-preferences-lead = These belong to this computer and take effect at once.
ui-preferences-text-size = Size of text
# $percent is a number
ui-preferences-size = { $percent }%
ui-preferences-theme = Colours
ui-preferences-theme-system = As this computer is set
ui-preferences-theme-light = Light
ui-preferences-theme-dark = Dark
ui-preferences-reminders = Reminders
ui-preferences-remind = Remind me of the deadline with a notification
ui-preferences-reminders-help = Only while your renewal is not complete, and only while Portal Desktop is open. A notification never shows your name or your answers.
ui-preferences-server = The College’s server
ui-preferences-server-help = Change it only when the College asks you to.
ui-preferences-server-use = Use this address
ui-preferences-server-saved = Address saved. It is used from the next start of the application.
