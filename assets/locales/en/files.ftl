### Files that somebody attaches: what they are called, and why one is not taken. $name is the file's name as the person's computer has it.

file-kind-pdf = PDF
file-kind-jpeg = JPEG picture
file-kind-png = PNG picture
file-kind-heic = HEIC picture
file-kind-tiff = TIFF picture

## Why a file is not taken, and what to do. $max is the largest size of one file in MB, $together of all of them, $files how many there may be.

file-refused-empty = “{ $name }” is empty. Save it again, or choose another file.
file-refused-too-large = “{ $name }” is larger than { $max } MB. Scan it again at a lower resolution, or split it into parts.
file-refused-not-accepted = “{ $name }” is not of a type that can be attached. Attach a PDF, or a picture as JPEG, PNG, HEIC or TIFF.
file-refused-office = “{ $name }” is a document that can still be edited. Save it as a PDF, then attach the PDF.
file-refused-executable = “{ $name }” is a program. Programs can’t be attached.
file-refused-archive = “{ $name }” is an archive with other files in it. Unpack it, then attach the files themselves.
file-refused-encrypted = “{ $name }” is locked with a password or protected. Save a copy without protection, then attach the copy.
file-refused-truncated = “{ $name }” is not complete: its end is missing. Copy, download or scan it again, then attach the new file.
file-refused-unreadable = “{ $name }” is damaged and can’t be read. If it opens on this computer, print it to a PDF, then attach the PDF.
file-refused-two-types = “{ $name }” holds a second file of another type. Save or scan it again on its own, then attach the new file.
file-refused-unpacks-too-large = “{ $name }” holds a picture that is too large to open safely. Save it again at a lower resolution, then attach the new file.
file-refused-already-attached = “{ $name }” is already attached.
file-refused-too-many = { $files } files are attached, which is the most there may be. Remove one before you attach “{ $name }”.
file-refused-too-large-together = With “{ $name }” the files are larger than { $together } MB together. Remove one, or attach a smaller file.
# A newer version of the College’s server said something that this program has no words for.
file-refused-otherwise = The College did not accept “{ $name }”. Attach another file.
