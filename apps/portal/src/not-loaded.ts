const words = navigator.language.startsWith('zh')
  ? { text: '页面没有加载出来，可能是网络中断了。', reload: '重新加载' }
  : { text: 'The page could not be loaded. Perhaps the connection broke.', reload: 'Reload' }

/** What stands in the page when not even the program that shows errors has come. */
export function showNotLoaded(error: unknown): void {
  console.error(error)
  const text = document.createElement('p')
  text.textContent = words.text
  const button = document.createElement('button')
  button.textContent = words.reload
  button.addEventListener('click', () => window.location.reload())
  const box = document.createElement('main')
  box.setAttribute('role', 'alert')
  box.style.cssText = 'padding: 24px; font: 16px/1.5 system-ui, sans-serif'
  box.append(text, button)
  document.body.append(box)
}
