"""Outside programs that tests talk to: skipped with a reason where missing, a failure under CI=true."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

#: Where Debian's php-symfony-translation puts the schemas of OASIS.
_SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")


def require_program(*names: str) -> str:
    """The path of the first of these programs that is installed; otherwise the test is skipped."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    reason = f"{' or '.join(names)} is not installed (make test-clients installs it)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def require_schemas(version: str) -> Any:
    """The XML schema that OASIS published for XLIFF ``1.2`` (strict) or ``2``; otherwise the test is skipped."""
    from lxml import etree

    folder = Path(os.environ.get("XLIFF_SCHEMAS", _SCHEMAS))
    path = folder / {"1.2": "xliff-core-1.2-strict.xsd", "2": "xliff-core-2.0.xsd"}[version]
    if not path.is_file():
        reason = "the XLIFF schemas of OASIS are not installed (Debian's php-symfony-translation has them)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    class LocalXml(etree.Resolver):
        """The schema of xml:lang and xml:space lies beside; nothing is fetched."""

        def resolve(self, url: str, public: str, context: Any) -> Any:
            return self.resolve_filename(str(folder / "xml.xsd"), context) if url.endswith("xml.xsd") else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(LocalXml())
    return etree.XMLSchema(etree.parse(str(path), parser))
