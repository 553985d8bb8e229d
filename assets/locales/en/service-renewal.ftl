### The annual renewal, as a service.

service-renewal-name = Annual renewal
service-renewal-what = Complete the annual survey and pay the annual fee to keep your registration.
service-renewal-who = Registrants whose class is renewed each year and whose registration is active.
service-renewal-ready = Your practice details, your liability protection and a credit or debit card.
service-renewal-follows = Your renewal is complete once the survey is filed and the fee is paid.

# $class as in "Emergency Circumstances Practice"
service-renewal-why-not-class = Your class of registration ({ $class }) is not renewed with this survey. If you think this is wrong, call { college-phone }.
service-renewal-why-not-active = Your registration is not active, so it cannot be renewed here. Call { college-phone } to find out what to do.
# $since is the first day of the registration
service-renewal-why-not-new = You were first registered on { $since }, after this year’s renewal had closed, so you have nothing to renew now. Your first renewal opens next April and will appear here.
# $leaves is the day from which the registration is resigned
service-renewal-why-not-leaving = Your resignation takes effect on { $leaves }, so there is no renewal to complete for the year after it.
# $opens as in "Monday 12 Apr 2027, 9:00 a.m. EDT"
service-renewal-why-not-opened = The renewal opens on { $opens }.
service-renewal-step-opened = Come back when it opens. You can start the survey then.
# $ended is a date
service-renewal-why-not-over = The registration year that this survey is for ended on { $ended }.

service-renewal-decision-complete = Complete
service-renewal-decided-complete = Your renewal is complete.

# $deadline as in "Tuesday 1 Jun 2027, 5:00 p.m. EDT", $left as in "11 days 6 hours"
service-renewal-queued = Queued is not filed. The College must have your survey by { $deadline }; { $left } left. It is sent automatically when this computer has a connection.
service-renewal-queued-late = Queued is not filed. The deadline was { $deadline }; the survey is sent automatically when this computer has a connection, and counts from the moment the College has it.
service-renewal-consequence = Submitting files your { $year } renewal survey with the College; after that its answers can’t be changed here. The fee of { $amount } is then due by { $deadline }, and the renewal is complete only when it is paid.
service-renewal-consequence-late = Submitting files your { $year } renewal survey with the College; after that its answers can’t be changed here. The deadline was { $deadline }, so the fee is { $amount }, late penalty included; the renewal is complete only when it is paid.
service-renewal-says-fetching = The College has your survey. Its invoice is being fetched and appears here automatically.
service-renewal-says-filed = The College has your survey. The fee is still to be confirmed.
service-renewal-says-fee-due = The College has your survey. Your renewal is complete once the fee of { $amount } is paid.
service-renewal-says-closed = Your renewal is complete. There is nothing more to do.
