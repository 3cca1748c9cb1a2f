// The board stays current without reloading the page. Everything works without this script.
