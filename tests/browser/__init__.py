"""The pages in a real Chromium. A package, so that its tests share one browser and its servers."""
