### Help: the answers by topic, who to call, keyboard shortcuts. `.answer` is read when a question is opened; `.words` are other words
### that people search for, and are never shown. The answers follow the College's own portal resources, and say what is not in
### Portal Desktop yet.

ui-help-search = Search the answers
# $answers and $topics are numbers
ui-help-count = { $answers } answers in { $topics } topics
# $count is a number, $typed what was searched for
ui-help-found = { $count ->
    [0] No answer has “{ $typed }” in it
    [one] 1 answer for “{ $typed }”
   *[other] { $count } answers for “{ $typed }”
}
# The same, when no answer has all the words
ui-help-near = { $count ->
    [one] 1 answer has most of “{ $typed }”
   *[other] { $count } answers have most of “{ $typed }”
}
ui-help-none = Try fewer or other words, or call the College.
ui-help-clear = Show all
ui-help-topics = Topics
# $page is the name of a page
ui-help-open = Open { $page }
# A page and its part: Profile, Addresses
ui-help-part = { $page }, { $part }
# Services that answers lead to, by name
ui-help-service-resign = Resign your membership
ui-help-service-old-receipt = Older fee receipts
ui-help-web = Open the College’s website
# Words too common to search by
ui-help-common-words = a am an and any are as at be by can cannot cant do does dont for from get has have how i if im in is it ive may me must my need not of on or should that the there this to was what when where which who why will with

## Renewing

ui-help-topic-renewing = Renewing

ui-help-both = Is my renewal done once I have paid?
    .answer = No. It is complete only when the survey is filed and the fee is paid. Home shows the status of each.
    .words = pay without survey only fee complete finished
ui-help-survey-where = Where do I find the annual renewal survey?
    .answer = Under Renewal, from the day the renewal opens in April until it is complete. There is one survey for each year, and you can stop and continue whenever you like.
    .words = access open start membership renewal tile
ui-help-check-record = Where can I review my information before I start?
    .answer = Profile shows everything the College has on record about you and your practice, now and in the past.
    .words = personal information complete current verify check before
ui-help-update-record = How do I update my contact and practice information?
    .answer = Open the page in Profile and choose Change. Most changes reach the College within moments once you are connected. Past entries, such as an old address, stay in your history and cannot be removed from the register.
    .words = edit email phone contact details
ui-help-pending-request = I asked the College for a correction. Do I have to wait before I renew?
    .answer = No. Complete the survey and pay by the deadline. The College will deal with your request afterwards.
    .words = message sent response update while waiting request
ui-help-no-renewal = I signed in, but there is no renewal. Why?
    .answer = Renewal opens in April, and Home shows the date. If it should be open, you may have signed in with an email address the College does not have. Use the one at which the College writes to you. If you no longer have it, or do not remember which one it is, call the College.
    .words = cannot see membership renewal missing email on file
ui-help-lost-survey = I cannot find the survey I saved. What do I do?
    .answer = Sign in with the email address you used before: your answers are kept with your record, and this computer keeps its own copy. Portal Desktop never starts a second survey for the same year. If the answers still do not appear, call the College before you enter anything again.
    .words = saved draft disappeared lost vanished
ui-help-other-renewals = I already renewed something this year. Do I still need to do this?
    .answer = Yes. The College’s annual renewal opens in April. Renewing a professional corporation, or a membership with the CFPC or the Royal College, is separate and does not count.
    .words = start of the year CCFP RCPSC corporation already renewed license licence
ui-help-leave = I am having a baby this year. Do I still renew?
    .answer = Yes. If you plan a parental leave of more than four months in the coming registration year, request the membership fee reduction before you start the survey. Portal Desktop cannot send that request yet. On the College’s website, { college-web }, sign in to the member portal and choose Membership Services, Request for Membership Fee Reduction. Then come back and complete your survey here.
    .words = parental maternity paternity pregnant fee reduction
ui-help-on-hold = I will be away for several months. Can I put my licence on hold?
    .answer = No. To keep your licence, complete the survey and pay the fee during the renewal period.
    .words = license pause suspend absence sabbatical travel
ui-help-away-reentry = If I do not practise for several months, do the re-entry requirements apply?
    .answer = No. They apply only to physicians who have been out of practice for two years or more. The policy is called Ensuring Competence: Changing Scope of Practice and/or Re-entering Practice.
    .words = break absence re-entering return
ui-help-retiring = I will retire in three months. How do I answer?
    .answer = Answer for your circumstances on the day you complete the survey. If they change later in the year, report the change then. The General By-law and the policy Mandatory and Permissive Reporting say what must be reported.
    .words = retirement move soon change circumstances
ui-help-leaving = I do not plan to practise in Ontario any more. What are my next steps?
    .answer = You can resign your membership: open Services and choose Resign your membership. The page says what to have ready and what follows. If you are in practice now, read the policy Closing a Medical Practice first.
    .words = stop practising leave province quit
ui-help-late = What happens if I miss the deadline?
    .answer = You can still submit the survey and pay. A late penalty is added to the fee, and Home shows the amount. Only what the College has received by the deadline is on time: a survey that is waiting on this computer is not filed.
    .words = overdue penalty late queued
ui-help-old-computer = My computer is out of date, or I am away from it. How can I renew?
    .answer = On the College’s website you can renew from another computer, a tablet or a smartphone. Answers that Portal Desktop has already sent to the College are not lost. If you have technical difficulties, call the College.
    .words = tablet phone smartphone browser mobile

## Questions in the survey

ui-help-topic-survey = Questions in the survey

ui-help-liability = I have CMPA coverage. Why does section G ask more questions?
    .answer = You need additional coverage only if the CMPA advised it or your employer requires it. Answer “No” to whatever does not apply to you.
    .words = professional liability protection insurance additional
ui-help-setting = Several settings in H.2 apply to me. Why can I select only one?
    .answer = Choose the setting in which you practise most often at the time of renewal, even if you have more than one practice location.
    .words = practice setting description multiple locations
ui-help-office-ohp = Is my private office an out-of-hospital premises?
    .answer = No. Out-of-hospital premises are facilities where procedures are done under various levels of anesthesia, for example colonoscopy clinics.
    .words = OHP clinic anaesthesia
ui-help-offence = I received a traffic ticket. Do I have to report it?
    .answer = Yes. You must report any charge or finding of guilt under the statutes listed in the survey, in Canada or elsewhere. That includes the Highway Traffic Act. Staff will contact you if they need more information.
    .words = offence charge speeding guilty
ui-help-lawsuit = I was named in a lawsuit that is still in progress. Do I report it?
    .answer = No. Report it only if you settle it, or if a court makes a finding against you, in a lawsuit involving a patient or someone acting for a patient.
    .words = civil suit malpractice settlement court
ui-help-coverage = Do I need CMPA coverage if I am not practising, or not practising in Ontario?
    .answer = Yes, every registrant needs appropriate professional liability coverage (General By-law, s. 50.2), unless you show the College that you provide no medical service in Ontario to anyone. You must have coverage again before you resume practice here.
    .words = liability protection outside Ontario leave maintain
ui-help-cpd = Do I have to take part in CPD and track it?
    .answer = Yes, with one of the three approved organizations. There are three exceptions: you are ill or on disability, you have fully retired from medicine, or you practise only outside Ontario. In these cases you may instead sign a Cease to Practise Undertaking, and then you may not practise in Ontario or use your certificate professionally.
    .words = continuing professional development Mainpro MOC MDPAC undertaking retired disability

## Paying

ui-help-topic-paying = Paying

ui-help-pay = How do I pay the annual fee?
    .answer = Submit the survey, then choose Proceed to payment. The College’s payment page opens in your browser. You can pay with Visa, Visa Debit, Mastercard, Mastercard Debit or American Express. Wire transfers, e-transfers, digital wallets and bill payments are not accepted, and card numbers are never taken by email or telephone.
    .words = credit card methods Interac PayPal Apple Google bank
ui-help-fee-only = Can I just pay the fee without completing the survey?
    .answer = No. Every physician completes the survey online, and the renewal is complete only when both the survey and the payment are in.
    .words = skip survey paper
ui-help-invoices = How do I pay an outstanding invoice?
    .answer = Outstanding invoices are listed in Profile, under Financial transactions. The annual fee is paid from the Renewal page, and the fee of a request from the request itself, in Services. For any other invoice, use the member portal on the College’s website for now.
    .words = bill owing balance
ui-help-declined = My card was declined. Was I charged?
    .answer = No. Nothing is charged when a card is declined. Try again with the same card or another one from the Renewal page.
    .words = failed payment error
ui-help-receipts = How do I get a fee receipt?
    .answer = Receipts for fees paid in 2018 or later are in Documents, in one table. For older ones, send a request: open Services and choose Older fee receipts.
    .words = tax invoice proof of payment download

## Using Portal Desktop

ui-help-topic-using = Using Portal Desktop

ui-help-find-way = How do I find my way around?
    .answer = The list on the left leads to every page. Home tells you where your renewal stands and what to do next. Renewal has the survey and the payment, Profile your record, and Documents your card, certificates and receipts. Services lists what you can ask the College for here, and your own requests. Other services, such as applications and the Learning Portal, are in the member portal on the College’s website.
    .words = navigate dashboard menu services tiles eHealth ONE ID
ui-help-offline = Can I work without a connection?
    .answer = Yes. Everything you enter is saved on this computer and sent once you are connected. A survey you submit without a connection is queued, and queued is not filed: it is on time only if the College receives it by the deadline.
    .words = internet wifi network disconnected queued
ui-help-saved = How do I know that my answers are safe?
    .answer = The lower left of the window always says what is saved on this computer and what has reached the College. The file on this computer is encrypted. If something is waiting to be sent, a link there shows you what.
    .words = save lost backup encrypted private
ui-help-another-computer = Can I continue on another computer?
    .answer = Yes. Sign in to Portal Desktop there with the same email address, and continue where you left off. If one question was answered differently on both, you will be asked which answer is right.
    .words = laptop office home device sync
ui-help-requests = How do I ask the College for something, and where do I see how far it is?
    .answer = In Services. Each service says who may ask, what to have ready, what it costs and how long it takes. Your own requests are at the top of that page: open one to see its status, answer the College, read its letters or withdraw it. Home shows the requests in which the next step is yours.
    .words = service services request status case pending application letter answer withdraw my requests
ui-help-messages = Where are my messages from the College?
    .answer = In Profile, under Messages. You cannot write to the College from Portal Desktop yet. Use the message centre on the College’s website, or call. You will get an email when there is a new message.
    .words = message centre write contact inbox bell
ui-help-password = I forgot my password. What do I do?
    .answer = Your password belongs to the College’s sign-in, not to Portal Desktop. On the College’s website, open the portal’s login page and choose Password Reset. The College will email you a link. Then sign in here with the new password.
    .words = reset login credentials
ui-help-passphrase = What is the passphrase that Portal Desktop asks for?
    .answer = On a computer with no secure place to store keys, a passphrase protects what is stored here. It is not your password, and nobody can reset it. If you forget it, anything not yet sent to the College is lost.
    .words = unlock forgot locked keychain
ui-help-does-not-open = I cannot sign in, or the sign-in page does not open.
    .answer = The sign-in page opens in your own browser: use a current version of Chrome, Firefox, Edge or Safari. If no page appears, copy the link from Portal Desktop into a browser. If it still does not work, call the College.
    .words = can’t open portal browser technical problem login Internet Explorer
ui-help-third-party = May my lawyer or an assistant work in my account?
    .answer = Yes, but whatever is done in your account counts as done by you, and the declaration is your own. Change your password before and after you let someone else in.
    .words = share password third party delegate staff credentials
ui-help-shared = I share this computer with others. Can they see my record?
    .answer = Only if you stay signed in. Choose Sign out when you are done. If everything has been sent, the key to your file is then destroyed and nobody can read it.
    .words = privacy sign out family office
ui-help-reminders = Can I be reminded of the deadline?
    .answer = Yes. While your renewal is not complete, Portal Desktop can show a notification as the deadline approaches, as long as it is open. You can turn it off in Preferences. It never shows your name or your answers.
    .words = notification alert deadline turn off
ui-help-text-size = Can I make the text larger or the window darker?
    .answer = Yes. Choose the size of the text and light or dark colours in Preferences.
    .words = zoom font contrast dark mode accessibility
ui-help-help = Who can help me with the portal?
    .answer = The College’s staff answer by telephone during business hours. The numbers are on this page, under Call the College.
    .words = questions contact support phone telephone call

## Addresses, practice, privileges

ui-help-topic-record = Addresses, practice, privileges

ui-help-address = How do I update or change an address?
    .answer = In Profile, under Addresses, choose Change and enter the new address with a date after today. On that date it takes effect, and the old one becomes historical. Report a new address to the College within 30 days.
    .words = move mailing business primary effective
ui-help-not-in-practice = I no longer have a business address. What do I enter?
    .answer = In Profile, under Addresses, choose Not in practice. Remember to add an address when you resume practice.
    .words = retired closed office no address
ui-help-location = How do I remove an additional business location?
    .answer = In Profile, under Addresses, choose Remove beside the location. Portal Desktop sends the College a message from you that asks for it. The location stays on your record until the College removes it.
    .words = secondary business address delete
ui-help-activities = How do I tell the College about my clinical activities?
    .answer = In Profile, under Practice, add or remove them. If yours is not in the list, choose Other and describe it.
    .words = clinical activity add remove
ui-help-privileges = How do I add or remove hospital privileges?
    .answer = In Profile, under Practice. Privileges you remove become historical; they stay in your history.
    .words = hospital appointment staff inactive
ui-help-minc = Where is my MINC?
    .answer = In Profile, under About me. The Medical Identification Number for Canada identifies physicians across the country. If you do not have one yet, request it on the College’s website, under Membership Services.
    .words = medical identification number Canada

## Documents and certificates

ui-help-topic-documents = Documents and certificates

ui-help-card = How do I get my registration card?
    .answer = In Documents. Open it, print it, save it as a PDF, or have it sent to your email. The card for a registration year appears once your renewal for that year is complete. If you are waiting for an email, check your junk folder.
    .words = copy current card print wallet
ui-help-copies = How do I get my diploma or certificate of registration?
    .answer = In Documents. Print or save it here, or have the College email you a signed copy.
    .words = registration documents copies diploma
ui-help-replacement = How do I request a replacement certificate?
    .answer = In Documents, open the certificate and choose to have it sent to your email. The College sends it signed.
    .words = lost certificate duplicate
ui-help-conduct = How do I request a certificate of professional conduct?
    .answer = In Documents you see what it will say, and the College emails you a signed copy. To have one sent directly to another organization, or with additional information, use Membership Services on the College’s website. That takes about 15 business days, sometimes longer; the official copy goes straight to the organization, and you will be told.
    .words = CPC good standing letter
ui-help-file-copies = How do I get documents from my application file?
    .answer = Portal Desktop does not have them yet. On the College’s website, { college-web }, sign in to the member portal and choose Membership Services. The copies arrive in the message centre there in about 10 to 15 business days.
    .words = application documents request copies registration file
ui-help-check = How can someone check that my card or certificate is genuine?
    .answer = Each carries a code that can be scanned, and the address of the College’s page that says whether it is still valid. The public register shows your status as well.
    .words = verify genuine QR code fake valid
ui-help-save-place = Where are the documents I save?
    .answer = In the folder named beside the Save button. You can choose another one there, and Portal Desktop remembers it.
    .words = folder download PDF location

## Registration, scope, resigning

ui-help-topic-changes = Registration, scope, resigning

ui-help-apply = How do I apply for registration or postgraduate training?
    .answer = Applications are on the College’s website, in the member portal under Registration. A self-screening questionnaire opens the forms for which you are eligible, you upload your documents there, and the College writes to you in the message centre.
    .words = application postgraduate certificate resident fellow what’s changing
ui-help-screening = What is the self-screening questionnaire?
    .answer = A few questions at the start of an application that show which applications you are eligible for under the College’s regulations and policies. Not every application can be opened this way: some require you to contact Registration Inquiries, and they are listed where the questionnaire begins. It is on the College’s website.
    .words = self-screening tool eligibility eligible forms
ui-help-scope = How do I change my scope of practice?
    .answer = Tell the College before you begin. On the College’s website, { college-web }, sign in to the member portal, choose Registration and complete the self-screening questionnaire. It leads you to the right application.
    .words = new area specialty change
ui-help-reenter = How do I return to practice after a long absence?
    .answer = If you have been out of clinical practice for two years or more, you need the application for re-entering practice. On the College’s website, { college-web }, sign in to the member portal, choose Registration and complete the self-screening questionnaire.
    .words = re-entering re-entry resume come back
ui-help-resign = How do I resign?
    .answer = Open Services, choose Resign your membership, then Start request. Nothing is sent until you submit it, and the page says until when you can withdraw it. If you are in practice now, read the policy Closing a Medical Practice first.
    .words = resignation leave retire close practice
ui-help-name = How do I change my name?
    .answer = Portal Desktop cannot send a name change yet. On the College’s website, { college-web }, sign in to the member portal and choose Membership Services. Proof of the change is uploaded there.
    .words = surname marriage legal name
ui-help-orientation = Where is the New Member Orientation?
    .answer = It is part of an application for registration. New applicants find it in the member portal on the College’s website: choose Yes on its first page to continue.
    .words = new applicant orientation privacy statement

## Corporations, premises, learning

ui-help-topic-corporations = Corporations, premises, learning

ui-help-corporation = What can I do for my professional corporation?
    .answer = Profile lists your corporations, and Documents has their certificates of authorization. To apply for or renew a certificate, change shareholders or an address, amalgamate, or request a replacement or a duplicate receipt, use the member portal on the College’s website. Fees are paid there too.
    .words = incorporation shareholders amalgamation certificate of authorization
ui-help-renew-corporation = How do I renew a certificate of authorization?
    .answer = Portal Desktop cannot renew one yet. On the College’s website, { college-web }, sign in to the member portal, choose Profile and then Corporations, open the corporation and choose Renew Certificate.
    .words = COA corporation renewal
ui-help-premises = How do I reach the Out-of-Hospital Premises Inspection Program?
    .answer = In the member portal on the College’s website. Notices about new or existing premises, and reports of adverse events, are sent there.
    .words = OHP adverse event inspection notification
ui-help-learning = What is the Learning Portal?
    .answer = The place for quality improvement activities and the CPD credits they earn. Only physicians selected for the program can open it, and the College tells them beforehand. It is reached through the member portal on the College’s website.
    .words = LMS quality improvement QI program

## Who to call

ui-help-call = Call the College
ui-help-hours = Monday to Friday, 8 a.m. to 5 p.m. Eastern time
ui-help-phone-portal = The portal, signing in, a missing survey
ui-help-phone-advisory = Physician Advisory Services
ui-help-phone-technical = Technical difficulties: option 3, then 3
ui-help-phone-card = Registration card: option 3, then 2, then 0

# $number is a telephone number
ui-help-phone-about = number { $number }

## Keyboard shortcuts

ui-help-keys = Keyboard shortcuts
ui-help-key-save = Save
ui-help-key-print = Print
ui-help-key-find = Find on the page
ui-help-key-search-services = Find a service or request
ui-help-key-undo = Undo
ui-help-key-zoom-in = Zoom in
ui-help-key-zoom-out = Zoom out
ui-help-key-zoom-reset = Actual size
ui-help-key-preferences = Preferences
ui-help-key-help = Help
ui-help-key-back = Previous page
