/** The places sealed things lie in; a ciphertext moved elsewhere does not open. */
export const eventRecord = (eventId: string): string => `events:${eventId}:content`
export const identityRecord = (eventId: string): string => `identities:${eventId}:sealed`
export const stateRecord = (conversationId: string): string => `conversations:${conversationId}:state`
export const deliveryRecord = (deliveryId: string): string => `deliveries:${deliveryId}:body`
export const essenceRecord = (tipId: string): string => `tips:${tipId}:essence`
export const findingRecord = (tipId: string, tipVersion: number, stage: string): string =>
  `findings:${tipId}:${tipVersion}:${stage}`
export const tipViewRecord = (tipId: string): string => `tip_views:${tipId}:body`
export const assignmentRecord = (assignmentId: string): string => `assignments:${assignmentId}:note`
export const decisionRecord = (decisionId: string): string => `decisions:${decisionId}:note`
export const uncoveringRecord = (uncoveringId: string): string => `uncoverings:${uncoveringId}:note`
export const unsealRequestRecord = (requestId: string): string => `unseal_requests:${requestId}:reason`
export const unsealDecisionRecord = (decisionId: string): string => `unseal_decisions:${decisionId}:reason`
export const exclusionRecord = (exclusionId: string): string => `tip_exclusions:${exclusionId}:note`
export const slipRecord = (slipId: string): string => `slips:${slipId}:summary`
export const mediaRecord = (mediaId: string): string => `media:${mediaId}:file`
export const photoRecord = (mediaId: string): string => `tip_photos:${mediaId}:fingerprint`
export const deadLetterRecord = (letterId: string): string => `dead_letters:${letterId}:sealed`
export const channelTokensRecord = (channel: string, botId: string): string => `channel_tokens:${channel}:${botId}`
