### The certificate of registration.

documents-certificate = Certificate of registration
# What the file is called in a viewer's window
certificate-document-title = Certificate of registration, { $name }, CPSO { $number }
certificate-document-subject = Certificate of registration, class { $class }

certificate-title = Certificate of Registration
certificate-certifies = This is to certify that
certificate-registered = is registered with this College, and holds a certificate of registration of the class
certificate-number = CPSO number
certificate-own-number = Certificate number
certificate-effective = Effective date
certificate-expires = Expiry date
certificate-no-expiry = None
certificate-terms = Terms, conditions and limitations
certificate-terms-continued = Terms, conditions and limitations, continued
certificate-continued-overleaf = Continued on the next page
certificate-no-terms = None. This certificate bears no terms, conditions or limitations.
