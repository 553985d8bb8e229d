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
