import type { RuleDocument } from '@tangram/rule-engine'
import { both, listed } from './write.ts'

/** Once, when a complaint becomes resolved, the customer is asked for a mark. */
const askSatisfaction: RuleDocument = {
  id: 'ask_satisfaction',
  label: both('解决后发送满意度调查', 'Ask for a mark when resolved'),
  entity: 'ticket',
  enabled: true,
  trigger: { type: 'record-updated', config: { fields: ['status'] } },
  when: { and: [{ '==': [{ var: 'status' }, 'resolved'] }, { '!=': [{ var: '$old.status' }, 'resolved'] }] },
  do: [
    {
      id: 'send',
      action: 'send-form-link',
      input: {
        form: 'satisfaction',
        channel: 'sms',
        to: 'phone',
        message: both(
          '{{customer_name}}您好，您的投诉 {{number}} 已解决，请为我们的服务打分：{{link}}',
          'Hello {{customer_name}}, your complaint {{number}} is resolved. How did we do? {{link}}',
        ),
      },
    },
  ],
}

export const rules = listed(askSatisfaction)
