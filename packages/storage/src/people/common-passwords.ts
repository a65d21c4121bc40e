let loaded: Promise<ReadonlyMap<string, number>> | undefined

/** Passwords that many people use, in small letters, with their place by frequency. Read when first needed. */
export function commonPasswords(): Promise<ReadonlyMap<string, number>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Map(dictionary['passwords-common'].map((password, place) => [password, place])),
  )
  return loaded
}
