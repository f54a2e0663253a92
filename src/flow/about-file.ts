import { z } from 'zod'

const aboutFile = z.object({
  kind: z.string(),
  sizeBytes: z.number(),
  fileId: z.string().optional(),
  name: z.string().optional(),
  mimeType: z.string().optional(),
})

/** What lies sealed beside the pieces of a file: what the platform said of it, and its size as counted. */
export type AboutFile = z.output<typeof aboutFile>

/** @throws {z.ZodError} for what no version of ours sealed. */
export function readAboutFile(value: unknown): AboutFile {
  return aboutFile.parse(value)
}
