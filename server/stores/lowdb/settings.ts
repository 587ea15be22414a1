import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { SettingsRow } from '../rows.ts'
import type { Settings } from '../store.ts'

/** What was chosen, and what comes with the product for the rest. */
export function settingsIn({ settings }: { settings: SettingsRow }): Settings {
  const { values, customerTeams, retention, limits } = settings
  return { values: values ?? DEFAULT_VALUES, customerTeams, retention, limits }
}

/** The row with what the patch names. */
export function withSettings(
  row: SettingsRow,
  { values, customerTeams, retention, limits }: Partial<Settings>,
): SettingsRow {
  return {
    ...row,
    values: values ? [...values] : row.values,
    customerTeams: customerTeams ? [...customerTeams] : row.customerTeams,
    retention: retention ?? row.retention,
    limits: limits ?? row.limits,
  }
}
