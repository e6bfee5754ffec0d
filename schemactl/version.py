"""The version of schemactl; the build reads it from here."""

VERSION = "0.1.0"
