"""Labels as code: validate, release, compile, migrate, record and trace label schemas."""
