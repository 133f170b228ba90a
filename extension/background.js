// The button in the toolbar opens the page in a tab. What rules a tab leaves behind that is closed in the middle of a
// handshake go with it.
chrome.action.onClicked.addListener(() => chrome.tabs.create({ url: chrome.runtime.getURL("index.html") }));
chrome.tabs.onRemoved.addListener(async (tab) => {
  const rules = await chrome.declarativeNetRequest.getSessionRules();
  const removeRuleIds = rules.filter((rule) => rule.condition.tabIds?.includes(tab)).map((rule) => rule.id);
  if (removeRuleIds.length > 0) await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds });
});
