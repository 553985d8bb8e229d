### The summary of the profile. Arguments are text that is already written as people read it; $day and $at are dates.

summary-name = Profile summary
summary-title = Profile summary
summary-running = Profile summary, { $day }
summary-kind-registrant = Registrant’s own copy
summary-kind-college = As the College’s record has it
summary-subject = CPSO { $number }, as of { $day }
summary-note = What the record of { $name }, CPSO { $number }, says on { $day }. What is marked “{ summary-not-public }” is seen by the registrant and the College only; everything else is public.
summary-not-public = Not on the register
summary-none = Nothing is on the record.
summary-telephone = Telephone { $number }
summary-removal-asked = The College was asked on { $at } to remove it.
summary-specialty = Specialty
summary-corporation = Professional corporation
summary-history = Registration history
summary-class-granted = Class of certificate: { $class }
summary-status-set = Status: { $status }
