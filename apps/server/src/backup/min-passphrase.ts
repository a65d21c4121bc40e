/** Characters of the passphrase of a backup, or bytes of its key file. */
export const minPassphrase = 12
