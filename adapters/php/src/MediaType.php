<?php

declare(strict_types=1);

namespace Unknot;

/** The documents of a result. */
final class MediaType
{
    /** The record of everything. */
    public const JSON = 'application/json';
    /** The patient's handout as data. */
    public const HANDOUT_JSON = 'application/json;for=handout';
    /** The patient's handout, one file. */
    public const HTML = 'text/html';
    /** The patient's handout, 72 columns. */
    public const TEXT = 'text/plain';
    /** The clinic's copy. */
    public const CLINIC_HTML = 'text/html;for=clinic';
    /** The handout on paper; needs the PDF module. */
    public const PDF = 'application/pdf';
    /** A FHIR R4 transaction, of an assessment that was given a time; or a Questionnaire. */
    public const FHIR = 'application/fhir+json';
}
