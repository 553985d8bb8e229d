### Services: what they all have in common. What one says of itself is in service-<key>.ftl.

place-profile = Profile
place-membership-services = Membership Services
place-membership-renewal = Membership Renewal
place-my-practice = My Practice
place-registration = Registration
place-learning-portal = Learning Portal
place-ohp-inspection-program = OHP Inspection Program
place-ehealth-one-id = eHealth ONE ID

queue-membership = Membership
queue-finance = Finance

role-intake = Intake
role-membership = Membership
role-records = Records
role-finance = Finance
role-assessor = Assessor
role-medical-adviser = Medical adviser
role-committee-secretary = Committee secretary
role-committee-member = Committee member
role-corporations = Corporations
role-premises = Premises
role-inspector = Inspector
role-quality = Quality
role-conduct = Conduct
role-supervisor = Supervisor
role-registrar = Registrar
role-auditor = Auditor
role-administrator = Administrator
role-unknown = A role that a newer version knows

### Days on which the office is closed.

holiday-new-year = New Year’s Day
holiday-family = Family Day
holiday-good-friday = Good Friday
holiday-victoria = Victoria Day
holiday-canada = Canada Day
holiday-civic = Civic Holiday
holiday-labour = Labour Day
holiday-truth-and-reconciliation = National Day for Truth and Reconciliation
holiday-thanksgiving = Thanksgiving
holiday-christmas = Christmas Day
holiday-boxing = Boxing Day

### What a decision changes, for the person who decides.

effect-registration-status-set = The registrant’s standing changes on the register.
effect-registration-status-taken-back = The change of standing that was to come is taken back.
effect-messages-sent = The registrant gets a message.
effect-renewal-completed = The renewal is complete.
effect-renewal-given-up = Years to come are not renewed: an open renewal is withdrawn and its fee is no longer due.

### What is told of a fact that is not known, as in "Your class of registration (unknown) …".

fact-unknown = unknown

### The list of services, and what one says before it asks anything.

services-no-fee = No fee
# $amount as in "$75.00"
services-fee-each = { $amount } each
services-fee-of-class = By your class of registration
services-fee-none = None.
services-fee-filing = { $amount }, due when you submit the request.
services-fee-approval = { $amount }, due once the request is approved.
services-fee-release = { $amount }, due before the College releases what you asked for.

# $within is one of the three below
services-within = Within { $within }
services-business-days = { $count ->
    [one] one business day
   *[other] { $count } business days
}
services-days = { $count ->
    [one] one day
   *[other] { $count } days
}
services-weeks = { $count ->
    [one] one week
   *[other] { $count } weeks
}
# $date as in "Thursday 17 Jun 2027"
services-answers-filed = The College answers within { $within }: by { $date }, if it receives your request today.
services-answers-complete = The College answers within { $within } of having everything it needs: by { $date }, if it has it today.
services-answers-paid = The College answers within { $within } of your payment: by { $date }, if you pay today.

services-person-looks = You can ask. The College checks first whether this is open to you, because your record here does not say so.
# $number as in "R27-7F3K-9QMD"
services-comes-first = Your request { $number } comes first.
services-comes-first-unnamed = The request that is still open comes first.
