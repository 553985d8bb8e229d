### The window's menu bar, and what the shell opens outside.

## The menu bar. $platform is linux, macos or windows: each has its own words, and macOS its own capitals

menu-application = Portal Desktop
menu-file = File
menu-edit = Edit
menu-view = View
menu-go = Go
menu-window = Window
menu-help = Help
menu-about = About Portal Desktop
menu-save = Save
menu-print = Print…
menu-preferences = { $platform ->
    [macos] Settings…
   *[other] Preferences
}
menu-quit = { $platform ->
    [macos] Quit Portal Desktop
    [windows] Exit
   *[other] Quit
}
menu-services = Services
menu-hide = Hide Portal Desktop
menu-hide-others = Hide Others
menu-show-all = Show All
menu-undo = Undo
menu-redo = Redo
menu-cut = Cut
menu-copy = Copy
menu-paste = Paste
menu-select-all = { $platform ->
    [macos] Select All
   *[other] Select all
}
menu-find = Find…
menu-find-next = { $platform ->
    [macos] Find Next
   *[other] Find next
}
menu-find-previous = { $platform ->
    [macos] Find Previous
   *[other] Find previous
}
menu-zoom-in = { $platform ->
    [macos] Zoom In
   *[other] Zoom in
}
menu-zoom-out = { $platform ->
    [macos] Zoom Out
   *[other] Zoom out
}
menu-zoom-reset = { $platform ->
    [macos] Actual Size
   *[other] Actual size
}
menu-full-screen = Enter Full Screen
menu-minimize = Minimize
menu-back = Back
menu-home = Home
menu-renewal = Renewal
menu-profile = Profile
menu-go-services = Services
menu-documents = Documents
menu-find-service = Find a service…
menu-help-open = { $platform ->
    [macos] Portal Desktop Help
   *[other] Portal Desktop help
}

error-preferences-not-kept = Your preferences could not be kept on this computer. They apply until you close the application.
error-folder-not-shown = The folder could not be opened. The file is here: { $path }
error-viewer-not-opened = No program for PDF files could be opened. The file is here: { $path }
error-page-not-printed = This computer could not open its dialog for printing. Save the page’s document as a PDF where there is one, or try again.
error-not-a-server = This cannot be the address of the College’s server. Enter one that begins with https://, as the College gave it to you.

choose-folder = Choose a folder for your documents

## The reminder of the deadline. Others may see the screen: it names nobody

# $days is a number
reminder-title = { $days ->
    [0] Annual renewal: due today
    [one] Annual renewal: due tomorrow
   *[other] Annual renewal: { $days } days left
}
# $deadline as in "Tuesday 1 Jun 2027, 5:00 p.m. EDT"
reminder-text = The deadline is { $deadline }. Open Portal Desktop to see what is left to do.

## Printers, beside their name. $reason is what their owner said, or none

printer-stopped = { $reason ->
    [none] Stopped
   *[other] Stopped: { $reason }
}
printer-takes-no-jobs = { $reason ->
    [none] Takes no jobs
   *[other] Takes no jobs: { $reason }
}
printer-offline = Can’t be reached
printer-no-paper = Out of paper
printer-paper-jam = Paper is jammed
printer-open = Its door is open
printer-no-toner = Out of toner

## Printing: what became of it, and what to do instead

# $copies is a number
printing-sent = { $copies ->
    [one] Sent to { $printer }.
   *[other] Sent to { $printer }, { $copies } copies.
}
printing-no-system = This computer has no printing system that Portal Desktop knows (CUPS). Open the document in your viewer and print it from there.
printing-not-running = The printing system of this computer (CUPS) isn’t running. Start it and try again, or open the document in your viewer.
printing-silent = The printing system of this computer doesn’t answer. Look whether the printer printed before you try again.
printing-gone = The printer { $printer } isn’t there any more. Choose another one.
printing-takes-no-jobs = { $printer } takes no jobs now, so nothing was printed. Choose another printer, or ask whoever looks after this one.
printing-refused = { $printer } refused the document, so nothing was printed. Choose another printer, or open the document in your viewer.
printing-copies = From 1 to 99 copies can be printed at a time.

# Why the portal does not open, and what to do. $folder is the folder with the application's data.
start-folder = Portal Desktop cannot write in its folder, { $folder }. Nothing in it was changed. See that this folder belongs to you and that you may write in it, then try again.
start-full = The disk of this computer is full, so Portal Desktop cannot write in its folder, { $folder }. Nothing in it was changed. Free some space, then try again.
start-running = Portal Desktop is open already, perhaps for somebody else who is signed in to this computer, and uses its folder, { $folder }. Close it there, then try again.
start-no-home = This computer does not say where your home folder is, so Portal Desktop has no place to keep your work. Ask whoever looks after this computer, then try again.
# $address is what was entered
start-server = “{ $address }” is not the address of a College server. Open Preferences, enter the address again, then try again.
# $variable names a setting of the system
start-clock = The setting { $variable } holds no date and time. Remove it, then start Portal Desktop again.
start-program = A part of Portal Desktop is damaged. Install it again; your work on this computer stays as it is.
start-no-window = Portal Desktop could not open a window. Start it where there is a screen; if it happens there, install it again. Your work on this computer stays as it is.
# $sentence is one of those above, $log a file on this computer
start-log = { $sentence } What went wrong is noted in { $log }.
