import { type SignInOptions, useSignIn, useSignInWithCode } from '@tangram/ui'
import { useState } from 'react'
import { CodeForm } from './code-form.tsx'
import { PasswordForm } from './password-form.tsx'

/** Login and password, then a code where one is asked for. */
export function SignInSteps(options: SignInOptions) {
  const signIn = useSignIn(options)
  const withCode = useSignInWithCode(options)
  const [challenge, setChallenge] = useState<string>()

  function back() {
    setChallenge(undefined)
    withCode.reset()
    signIn.reset()
  }

  if (challenge) {
    return (
      <CodeForm
        isBusy={withCode.isPending}
        problem={withCode.error}
        onSubmit={(code) => withCode.mutate({ challenge, code })}
        onBack={back}
      />
    )
  }
  return (
    <PasswordForm
      isBusy={signIn.isPending}
      problem={signIn.error}
      onSubmit={(input) => signIn.mutate(input, { onSuccess: (answer) => setChallenge(answer.challenge) })}
    />
  )
}
