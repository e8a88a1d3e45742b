"""«Учётные записи»: logins, roles and what each person sees, for the responsible officer."""
