### The annual renewal, as a service.

service-renewal-name = Annual renewal
service-renewal-what = Complete the annual survey and pay the annual fee to keep your registration.
service-renewal-who = Registrants whose class is renewed each year and whose registration is active.
service-renewal-ready = Your practice details, your liability protection and a credit or debit card.
service-renewal-follows = Your renewal is complete once the survey is filed and the fee is paid.

service-renewal-why-not-class = Your class of registration is not renewed with this survey.
service-renewal-why-not-active = Your registration is not active, so it cannot be renewed here.
service-renewal-why-not-opened = Renewal for this year is not open yet.
service-renewal-step-opened = Come back when it opens. You can start the survey then.
service-renewal-why-not-over = The registration year that this survey is for has ended.
service-renewal-why-not-filed = You have already filed the survey for this year.

service-renewal-decision-complete = Complete
service-renewal-decided-complete = Your renewal is complete.
