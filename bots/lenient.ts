import type { z } from 'zod'

/** Absent when missing or malformed: one odd field must not cost the citizen's words beside it. */
export const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
