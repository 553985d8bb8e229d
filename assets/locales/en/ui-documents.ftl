### Documents: preview, print, save.

ui-documents-title = Documents
ui-documents-none = There is no document yet. Your registration card appears here when your renewal is complete.
ui-document-print = Print
ui-document-printing = The document opens in your viewer. Print it from there.
ui-document-save = Save as PDF
ui-document-saved = Saved as { $path }
ui-document-show = Show in folder
ui-preview-page = { $title }, page { $number } of { $count }
ui-preview-failed = The preview could not be drawn. You can still print and save the document.
