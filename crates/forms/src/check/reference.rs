//! Whether a reference is well formed and to a resource that the question takes.

use super::address;
use crate::issue::IssueCode;
use crate::item::Item;
use crate::value::Reference;

pub(super) fn check(item: &Item, to: &Reference, add: &mut impl FnMut(IssueCode)) {
    let Some(reference) = &to.reference else { return };
    // `#id` points inside the response, a urn at something known by name: neither says of what type.
    if reference.starts_with('#') || reference.starts_with("urn:") {
        if !address::is_well_formed(reference) {
            add(IssueCode::InvalidRefValue);
        }
        return;
    }
    let known_scheme = matches!(address::scheme(reference), None | Some("http" | "https"));
    if !address::is_well_formed(reference) || !known_scheme {
        add(IssueCode::InvalidRefValue);
        return;
    }
    let kind = resource_type(reference);
    if kind.is_none_or(|kind| RESOURCE_TYPES.binary_search(&kind).is_err()) {
        add(IssueCode::InvalidRefResourceType);
    }
    let accepted = &item.constraints.reference_types;
    if let Some(kind) = kind
        && !accepted.is_empty()
        && !accepted.iter().any(|accepted| accepted == kind)
    {
        add(IssueCode::InvalidRefResourceTypeRestriction);
    }
}

/// `Patient` of `Patient/1`, `https://example.org/fhir/Patient/1` or `Patient/1/_history/2`.
fn resource_type(reference: &str) -> Option<&str> {
    let plain = reference.split(['?', '#']).next()?;
    let plain = plain.split("/_history/").next()?;
    let mut segments = plain.rsplit('/');
    segments.next().filter(|id| !id.is_empty())?;
    segments.next().filter(|kind| !kind.is_empty())
}

/// The resource types of FHIR R4, sorted.
const RESOURCE_TYPES: &[&str] = &[
    "Account",
    "ActivityDefinition",
    "AdverseEvent",
    "AllergyIntolerance",
    "Appointment",
    "AppointmentResponse",
    "AuditEvent",
    "Basic",
    "Binary",
    "BiologicallyDerivedProduct",
    "BodyStructure",
    "Bundle",
    "CapabilityStatement",
    "CarePlan",
    "CareTeam",
    "CatalogEntry",
    "ChargeItem",
    "ChargeItemDefinition",
    "Claim",
    "ClaimResponse",
    "ClinicalImpression",
    "CodeSystem",
    "Communication",
    "CommunicationRequest",
    "CompartmentDefinition",
    "Composition",
    "ConceptMap",
    "Condition",
    "Consent",
    "Contract",
    "Coverage",
    "CoverageEligibilityRequest",
    "CoverageEligibilityResponse",
    "DetectedIssue",
    "Device",
    "DeviceDefinition",
    "DeviceMetric",
    "DeviceRequest",
    "DeviceUseStatement",
    "DiagnosticReport",
    "DocumentManifest",
    "DocumentReference",
    "EffectEvidenceSynthesis",
    "Encounter",
    "Endpoint",
    "EnrollmentRequest",
    "EnrollmentResponse",
    "EpisodeOfCare",
    "EventDefinition",
    "Evidence",
    "EvidenceVariable",
    "ExampleScenario",
    "ExplanationOfBenefit",
    "FamilyMemberHistory",
    "Flag",
    "Goal",
    "GraphDefinition",
    "Group",
    "GuidanceResponse",
    "HealthcareService",
    "ImagingStudy",
    "Immunization",
    "ImmunizationEvaluation",
    "ImmunizationRecommendation",
    "ImplementationGuide",
    "InsurancePlan",
    "Invoice",
    "Library",
    "Linkage",
    "List",
    "Location",
    "Measure",
    "MeasureReport",
    "Media",
    "Medication",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationKnowledge",
    "MedicationRequest",
    "MedicationStatement",
    "MedicinalProduct",
    "MedicinalProductAuthorization",
    "MedicinalProductContraindication",
    "MedicinalProductIndication",
    "MedicinalProductIngredient",
    "MedicinalProductInteraction",
    "MedicinalProductManufactured",
    "MedicinalProductPackaged",
    "MedicinalProductPharmaceutical",
    "MedicinalProductUndesirableEffect",
    "MessageDefinition",
    "MessageHeader",
    "MolecularSequence",
    "NamingSystem",
    "NutritionOrder",
    "Observation",
    "ObservationDefinition",
    "OperationDefinition",
    "OperationOutcome",
    "Organization",
    "OrganizationAffiliation",
    "Parameters",
    "Patient",
    "PaymentNotice",
    "PaymentReconciliation",
    "Person",
    "PlanDefinition",
    "Practitioner",
    "PractitionerRole",
    "Procedure",
    "Provenance",
    "Questionnaire",
    "QuestionnaireResponse",
    "RelatedPerson",
    "RequestGroup",
    "ResearchDefinition",
    "ResearchElementDefinition",
    "ResearchStudy",
    "ResearchSubject",
    "RiskAssessment",
    "RiskEvidenceSynthesis",
    "Schedule",
    "SearchParameter",
    "ServiceRequest",
    "Slot",
    "Specimen",
    "SpecimenDefinition",
    "StructureDefinition",
    "StructureMap",
    "Subscription",
    "Substance",
    "SubstanceNucleicAcid",
    "SubstancePolymer",
    "SubstanceProtein",
    "SubstanceReferenceInformation",
    "SubstanceSourceMaterial",
    "SubstanceSpecification",
    "SupplyDelivery",
    "SupplyRequest",
    "Task",
    "TerminologyCapabilities",
    "TestReport",
    "TestScript",
    "ValueSet",
    "VerificationResult",
    "VisionPrescription",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_of_a_reference() {
        assert!(RESOURCE_TYPES.is_sorted(), "it is searched by halves");
        for (reference, expected) in [
            ("Patient/1", Some("Patient")),
            ("https://example.org/fhir/Patient/1", Some("Patient")),
            ("Patient/1/_history/2", Some("Patient")),
            ("Patient", None),
            ("Patient/", None),
        ] {
            assert_eq!(resource_type(reference), expected, "{reference}");
        }
    }
}
