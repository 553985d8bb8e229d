//! Who sees each fact: the one place that decides what the public register shows.

/// Who sees a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody, on the public register.
    Public,
    /// The registrant and the College.
    Private,
}

/// What the record says, fact by fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Full legal name.
    LegalName,
    /// Names held before.
    FormerNames,
    /// Number on the register.
    CpsoNumber,
    /// Medical Identification Number for Canada.
    Minc,
    /// Gender identity.
    Gender,
    /// Languages of care.
    Languages,
    /// Class of certificate.
    Class,
    /// The status of the registration.
    Status,
    /// Last day of the certificate.
    Expiry,
    /// Terms, conditions and limitations.
    Terms,
    /// Classes and standings over time.
    RegistrationHistory,
    /// E-mail for the College's own messages.
    CollegeEmail,
    /// Business e-mail, as the registrant chose.
    BusinessEmail {
        /// On the register.
        shown: bool,
    },
    /// Telephone at the practice.
    BusinessPhone,
    /// Telephone for the College.
    MobilePhone,
    /// How the College writes.
    Preferences,
    /// Primary business address, or not being in practice.
    PrimaryAddress,
    /// For letters.
    MailingAddress,
    /// Further business locations.
    AdditionalLocations,
    /// Telephone of a location.
    LocationPhone,
    /// Hours of a location.
    LocationHours,
    /// What takes effect later, and what was.
    AddressHistory,
    /// Clinical activities.
    Activities,
    /// Hospitals at which a privilege is held.
    Privileges,
    /// Kind and days of a privilege.
    PrivilegeDetails,
    /// Specialties and who certified them.
    Specialties,
    /// Regulators elsewhere.
    Registrations,
    /// The number there.
    RegistrationNumber,
    /// Professional liability protection.
    Liability,
    /// Continuing professional development.
    Cpd,
    /// Professional corporations.
    Corporations,
    /// Invoices and payments.
    Transactions,
    /// Messages.
    Messages,
}

impl Fact {
    /// Who sees it. Sources: the public register as it was in 2025; its announcement of September 2024 for gender and e-mail.
    pub fn visibility(self) -> Visibility {
        match self {
            Fact::LegalName
            | Fact::FormerNames
            | Fact::CpsoNumber
            | Fact::Gender
            | Fact::Languages
            | Fact::Class
            | Fact::Status
            | Fact::Expiry
            | Fact::Terms
            | Fact::RegistrationHistory
            | Fact::BusinessEmail { shown: true }
            | Fact::BusinessPhone
            | Fact::PrimaryAddress
            | Fact::AdditionalLocations
            | Fact::LocationPhone
            | Fact::Privileges
            | Fact::Specialties
            | Fact::Registrations
            | Fact::Corporations => Visibility::Public,
            Fact::Minc
            | Fact::CollegeEmail
            | Fact::BusinessEmail { shown: false }
            | Fact::MobilePhone
            | Fact::Preferences
            | Fact::MailingAddress
            | Fact::LocationHours
            | Fact::AddressHistory
            | Fact::Activities
            | Fact::PrivilegeDetails
            | Fact::RegistrationNumber
            | Fact::Liability
            | Fact::Cpd
            | Fact::Transactions
            | Fact::Messages => Visibility::Private,
        }
    }

    /// Whether the register shows it.
    pub fn is_public(self) -> bool {
        self.visibility() == Visibility::Public
    }
}
