import type { Id } from '@tangram/data-model'

/** How far a rotation is: of an app, how many values were sealed anew so far. */
export type RotationProgress = { app: Id; version: number; values: number }

export type Rotated = { apps: { app: Id; version: number; values: number }[]; rewrapped: number }

/** Keys of encrypted fields, for the operator and the server itself. */
export type Encryption = {
  /**
   * Gives each app with encrypted fields a new key, seals all their values by it, and wraps every key by the secret of today. People go on
   * working. One that was broken off is taken up where it stopped.
   *
   * @throws storage.encryption.secret 500, storage.encryption.damaged 500, storage.encryption.rotating 409 while another one is at work
   */
  rotate(more?: { onProgress?: (progress: RotationProgress) => void; signal?: AbortSignal }): Promise<Rotated>
  /** Finishes what a publish that was broken off has left: seals or opens history and drafts of fields whose encryption it changed. */
  sweep(app: Id, signal?: AbortSignal): Promise<void>
}
