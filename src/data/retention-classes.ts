/**
 * What becomes of a tip decides how long its words are kept (domain reference 1.8 to 1.10). Everything is `open` until
 * its tip is closed; content keys are made and destroyed by month and class.
 */
export const RETENTION_CLASSES = ['open', 'spam', 'no-offence', 'administrative', 'criminal'] as const
export type RetentionClass = (typeof RETENTION_CLASSES)[number]
