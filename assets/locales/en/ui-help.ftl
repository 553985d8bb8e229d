### Help: what to do, whom to call, which keys there are. The answers follow the College's own portal resources.

ui-help-questions = What to do
ui-help-both = Is my renewal done when I have paid?
ui-help-both-answer = No. It is complete only when the survey is filed and the fee is paid. Home shows each of them by itself.
ui-help-offline = Can I work without a connection?
ui-help-offline-answer = Yes. Everything you enter is saved on this computer, and sent when there is a connection. A survey that you submit without a connection is queued. Queued is not filed: only what the College has received by 5:00 p.m. Eastern time on the day of the deadline is on time.
ui-help-saved = How do I know that my answers are safe?
ui-help-saved-answer = The line under each title says when they were saved on this computer and when they reached the College. There is one survey for each year, so you cannot start a second one by mistake.
ui-help-today = I will retire, move or take a leave soon. What do I answer?
ui-help-today-answer = Answer for your circumstances on the day you complete the survey. If they change later in the year, report the change then.
ui-help-setting = Several practice settings apply to me in H.2. Which one do I choose?
ui-help-setting-answer = The one in which you practise most often at the time of renewal.
ui-help-liability = I have CMPA coverage. Why are there more questions in section G?
ui-help-liability-answer = You need more coverage only if the CMPA advised it or your employer requires it. Answer “No” to what does not apply to you.
ui-help-offence = Do I report a traffic ticket?
ui-help-offence-answer = Yes. Charges and findings of guilt under the statutes listed in the survey are reported, in Canada or elsewhere, and the Highway Traffic Act is one of them. Staff will contact you if they need more.
ui-help-lawsuit = I was named in a lawsuit. Do I report it?
ui-help-lawsuit-answer = Only if you settled it, or a court made a finding against you, in a suit that involves a patient or someone acting for a patient.
ui-help-leave = I am planning a parental leave of more than four months. What comes first?
ui-help-leave-answer = Ask for the membership fee reduction before you start the survey, then complete the survey.
ui-help-pay = How can I pay?
ui-help-pay-answer = With Visa, Visa Debit, Mastercard, Mastercard Debit or American Express, on the College’s payment page. No other way is accepted, and card numbers are never taken by e-mail or telephone.
ui-help-other-renewals = I renewed my corporation, or my CCFP or RCPSC membership. Does that count?
ui-help-other-renewals-answer = No. The College’s annual renewal is separate from all of these.
ui-help-third-party = May my lawyer or an assistant fill this in?
ui-help-third-party-answer = Whatever is done in your account counts as done by you, and the declaration is your own. Change your password before and after someone else uses it.

ui-help-phones = Whom to call
ui-help-hours = Monday to Friday, 8 a.m. to 5 p.m. Eastern time
ui-help-phone-portal = Questions about the portal, help with signing in, a survey you cannot find
ui-help-phone-portal-number = (416) 967-2678
ui-help-phone-advisory = Physician Advisory Services
ui-help-phone-advisory-number = (416) 967-2606, or 1-800-268-7096 ext. 606
ui-help-phone-technical = Technical difficulties
ui-help-phone-technical-number = (416) 967-2600, option 3, then 3
ui-help-phone-card = Registration card
ui-help-phone-card-number = (416) 967-2606, or 1-800-268-7096, option 3, then 2, then 0

ui-help-keys = Keys
ui-help-key-save = Save
ui-help-key-print = Print the open document
ui-help-key-preferences = Preferences
ui-help-key-help = Help
ui-help-key-back = Back to the page before
