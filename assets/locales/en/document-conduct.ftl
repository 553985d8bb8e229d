### The certificate of professional conduct. It says what the registration record holds, and that nothing is said of what it does not hold.

documents-conduct = Certificate of professional conduct
conduct-document-title = Certificate of professional conduct, { $name }, CPSO { $number }
conduct-document-subject = Statement as of { $day }

conduct-title = Certificate of Professional Conduct
conduct-kind = Statement as of { $day }
conduct-kind-preview = Preview. The College issues this certificate, signed, when you ask for it
conduct-lead = This is what the registration record of the College of Physicians and Surgeons of Ontario holds of the person named here, on { $day } in Eastern time.

conduct-registration = Registration
conduct-name = Name
conduct-former-names = Former names
conduct-number = CPSO number
conduct-status = Status
conduct-class = Class of certificate
conduct-expires = Expiry date
conduct-first = First registered
conduct-specialties = Specialties
conduct-address = Primary business address
# $what is a status or a class
conduct-since = { $what }, since { $day }
# $what is the specialty, $body who certified it
conduct-specialty = { $what }, { $body }, { $day }

conduct-history = Registration history
conduct-history-class = Certificate of registration: { $class }
conduct-history-status = Status: { $status }

conduct-no-terms = None on record.

conduct-conduct = Conduct
conduct-not-suspended = No suspension of registration is on record.
conduct-suspended = Registration was suspended. The registration history shows from when, and whether it was restored.
conduct-not-held = Complaints, investigations, undertakings, findings, settlements and charges are not part of the record from which this certificate is made. It neither says that there are any nor that there are none; ask the College, which tells what the law allows.

conduct-registrar-preview = Not issued. Choose “Send to my e-mail” to ask the College for the signed certificate.
