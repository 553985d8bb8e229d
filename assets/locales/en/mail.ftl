### Mails of the College, and the page that their link opens. Plain text: a line each, paragraphs apart.

mail-confirm = Confirm your new College e-mail address
    .text =
        The College was asked to write to this address from now on. To confirm that it is yours, open this link and press the button there:

        { $link }

        The page asks for your password of Portal Desktop. The link holds until { $until }. Until you confirm, the College writes to the address that it has.

        If you did not ask for this, do nothing: without your confirmation nothing changes.

mail-asked = Another e-mail address was asked for in your record
    .text =
        On { $at } the College was asked to write to another address from now on, and no longer to this one. Nothing has changed yet: the new address counts once it is confirmed there, with your password.

        If you asked for this, there is nothing to do here.

        If you did not, open this link and press the button there. The request is stopped, and every computer that is signed in to your record is signed out:

        { $link }

        Somebody may be using a computer or a password of yours. Call the College at { $phone } as well.

mail-changed = Your College e-mail address was changed
    .text =
        On { $at } the e-mail address to which the College writes was changed, and the new one was confirmed. This address no longer signs in to your record.

        If this was not you, call the College at { $phone } at once.
    .undo =
        You can undo the change until { $until }: open this link and press the button there. This address counts again, and every computer that is signed in to your record is signed out.

        { $link }

mail-undone = The change of your College e-mail address was undone
    .text =
        On { $at } the change to this address was undone from the address that the College wrote to before. This address no longer signs in to your record, and every computer was signed out.

        If you don't know why, call the College at { $phone }.

mail-documents = Your documents from the College
    .text =
        On { $at } you asked for { $count ->
            [one] this document
           *[other] these documents
        } in Portal Desktop:

        { $list }

        Each file is signed by the College: a reader of PDF files that checks signatures tells whether it was changed. A registration card, a certificate and a diploma also carry a code, and beside it an address that tells whether they still hold.

        If it was not you who asked, call the College at { $phone }.
mail-document-unsigned = the College could not sign it just now. Ask for it again, or call the College.
mail-document-gone = your record no longer gave this document when it was to be made. Look at the list of documents in Portal Desktop.

mail-closing = This is an automatic message of the { $college }. Replies to it are not read.

## The authority under which PDFs are signed: the names in its certificates, and the reason in each file

authority-name = Portal demonstration authority
authority-signer = Registrar’s office, demonstration
authority-reason = Issued by the College

## The page behind the link

confirm-title = Confirm your College e-mail
# $name is a person, $address the new e-mail address
confirm-question = { $name } asked the College to write to { $address }.
confirm-consequence = To confirm, enter your password of Portal Desktop. From then on the College writes to this address, and you sign in with it. The address that the College has now no longer signs in; the change can be undone from there for three days.
confirm-incomplete = Your password is needed
    .detail = Enter the password with which you sign in to Portal Desktop.
confirm-no-match = This is not the password of this record
    .detail = Enter the password with which you sign in to Portal Desktop. Nothing was changed.
confirm-button = Confirm this address
confirm-not-you = If you did not ask for this, close this page: nothing changes.

confirm-done = Your College e-mail is confirmed
    .detail = From now on the College writes to { $address }. Portal Desktop shows it the next time it is connected.
confirm-used = This address is confirmed already
    .detail = There is nothing more to do.
confirm-withdrawn = The change was taken back
    .detail = This link no longer holds, and nothing was changed. Make the change again in Portal Desktop, if you want it after all.
confirm-superseded = A later link takes the place of this one
    .detail = The address was asked for again, or another was. Use the link in the latest mail.
confirm-expired = This link no longer holds
    .detail = It held for { $days } days, and nothing was changed. Make the change again in Portal Desktop, and the College sends a new link.
confirm-invalid = This link is not complete
    .detail = Nothing was changed. Open the link as it stands in the mail; if it is broken into two lines, put them together.
confirm-taken = This address cannot be used
    .detail = It cannot be the College e-mail of this record, and nothing was changed. Choose another address in Portal Desktop, or call the College at { $phone }.
confirm-busy = Your address could not be confirmed just now
    .detail = Nothing was changed. Try again in a moment.

## The page behind the link that undoes a change

undo-title = Keep your College e-mail
undo-waiting = Another College e-mail was asked for in your record. It waits to be confirmed.
undo-changed = Your College e-mail was changed. You can bring the address back from which you came here.
undo-consequence = When you press the button, this is the address to which the College writes and with which you sign in, as before. Every computer that is signed in to your record is signed out; what waits there is kept.
undo-button = Keep this address
undo-not-needed = If you made the change yourself and want it, close this page.
undo-stopped = The change was stopped
    .detail = Your College e-mail stays as it is, and every computer was signed out. If you did not ask for the change, somebody may know your password: call the College at { $phone }.
undo-done = This address is your College e-mail again
    .detail = The change was undone, and every computer was signed out. If you did not make the change, somebody may know your password: call the College at { $phone }.
# $hours is a number
undo-over = There is nothing to undo
    .detail = The change was taken back or undone already, or more than { $hours } hours have passed since it was made. If the College does not write to the address that you want, call { $phone }.
undo-taken = The address cannot be brought back here
    .detail = It signs in to another record by now. Call the College at { $phone }.
undo-busy = The change could not be undone just now
    .detail = Nothing was changed. Try again in a moment.
