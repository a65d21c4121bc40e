export default {
  steps: 'Steps',
  'step-of': 'Step {number} of {total}: {name}',
  next: 'Next',
  back: 'Back',
  'to-mend_one': 'one field needs attention',
  'to-mend_other': '{count} fields need attention',
  'nothing-to-scan': 'The code shows once this is filled in',
  'opens-outside': 'opens a new window',
}
