# Sourced by steps that need tools from elsewhere. Python and Node packages go under target/ci, Debian's
# packages into the system, if we are root. Versions are those the project was tested with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

debian_package() { # NAME
  if [[ $(id -u) != 0 ]] || ! command -v apt-get > /dev/null; then
    echo "Debian's package '$1' is missing, or its like on this system: install it, then run this again" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" > /dev/null
}

python_packages() { # NAME==VERSION...: $PYTHON can import them afterwards
  local venv=$PWD/target/ci/python
  if ! "$venv/bin/python" -m pip --version > /dev/null 2>&1; then
    rm -rf "$venv"
    if ! python3 -m venv "$venv" > /dev/null; then # Debian has venv in a package of its own
      debian_package python3-venv
      python3 -m venv "$venv"
    fi
  fi
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
  export PYTHON=$venv/bin/python
}

node_packages() { # NAME@VERSION...: node can require them afterwards
  npm install --silent --no-audit --no-fund --prefix target/ci/node "$@"
  export NODE_PATH=$PWD/target/ci/node/node_modules
}

graph_readers() { # the tools that exported graphs are made for
  if ! command -v dot > /dev/null; then debian_package graphviz; fi
  python_packages networkx==3.6.1 pydot==4.0.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1 rdflib==7.5.0
  node_packages graphology@0.26.0 graphology-graphml@0.5.2 graphology-gexf@0.13.2 @xmldom/xmldom@0.9.12 cytoscape@3.34.4
}

browser() { # Debian's Chromium, and what drives it
  if ! command -v chromium > /dev/null; then debian_package chromium; fi
  if ! fc-list :lang=ko | grep -q .; then debian_package fonts-noto-cjk; fi
  node_packages playwright-core@1.65.1
}
