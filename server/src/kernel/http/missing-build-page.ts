/** Shown instead of a blank screen when the server runs without built web pages. */
export const missingBuildPage = (nonce: string, subPath = ''): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The pages are not built yet</title>
<style nonce="${nonce}">
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.25rem; color-scheme: light dark }
  code { font-size: .95em; padding: .1em .3em; border-radius: .3em; background: color-mix(in srgb, currentColor 10%, transparent) }
</style>
</head>
<body>
<main>
<h1>The pages are not built yet</h1>
<p>The server runs, but the folder with its web pages is missing. Stop it and run <code>npm start</code>: that builds the pages and starts the server again.</p>
<p>Programs can use the API meanwhile; it is described at <a href="${subPath}/api/docs">${subPath}/api/docs</a>.</p>
</main>
</body>
</html>
`;
