"""Who may do what: what the code does, what access.yaml lists, and the roles that Terraform gives are the same."""

import ast
import copy
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeGuard

import pytest
import yaml

from shared import paths, progress, topology
from tests.infra.deployment import PROJECT, Deployment
from tests.infra.offline import READS, REPOSITORY, Values

TOPOLOGY = topology.load()
ACCESS: dict[str, dict[str, list[str]]] = yaml.safe_load((REPOSITORY / READS[1]).read_text("utf-8"))
WORDS = {"may": {"database", "predict", "republish", "sign", "trace"}, "buckets": {"reads", "creates", "removes"}}

DOCUMENTS = "api_keys ledger requests records library catalogue occupancy reuse spending store".split()

# What an adapter of shared/cloud.py asks for, and what each method of shared/bucket.py does.
ADAPTERS: dict[str, set[tuple[str, str]]] = {
    "model": {("may", "predict")},
    "results": {("reads", "temporary"), ("creates", "temporary")},
    **{name: {("may", "database")} for name in DOCUMENTS},
    **{name: set() for name in ("settings", "meter", "limits", "speech", "voices", "publisher", "begin")},
}
METHODS = {
    **{name: set[str]() for name in ("uri", "name")},
    **{name: {"reads"} for name in ("read", "read_if_there", "read_to_file", "metadata", "describe", "names")},
    "names_below": {"reads"},
    "create": {"creates"},
    "create_from_file": {"reads", "creates"},
    "copy": {"reads", "creates"},
    "paths_under": {"removes"},
    "generations_under": {"reads", "removes"},
    "delete": {"removes"},
}

SEEN = {("reads", "generated"), ("reads", "temporary/scenes/")}
UPLOADED = {("creates", "oer/uploads/")}

# What functions of shared/ do that are handed the whole cloud.
SHARED = {
    "remove_files": {("removes", "temporary"), ("removes", "generated")},
    "erase_request": {("may", "database"), ("removes", "temporary"), ("removes", "generated")},
    "redrive_request": {("may", "database"), ("may", "republish"), ("removes", "temporary")},
}


def used(function: str) -> set[tuple[str, str]]:
    """Return what the code of a function does, in the words of access.yaml."""
    found: set[tuple[str, str]] = {("may", "database")}  # each keeps what it cannot read in rejected_messages
    trees = {file: ast.parse(file.read_text("utf-8")) for file in (REPOSITORY / "functions" / function).rglob("*.py")}
    for file, tree in trees.items():
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(value=ast.Attribute(value=ast.Name(id="cloud"), attr=bucket), attr=method) if (
                    bucket in TOPOLOGY.buckets
                ):
                    assert method in METHODS, f"{file}: say in this test what a bucket's {method} asks for"
                    found |= {(word, bucket) for word in METHODS[method]}
                case ast.Call(func=ast.Name(id="stage")) | ast.Attribute(value=ast.Name(id="tracing"), attr="span"):
                    found.add(("may", "trace"))
                case ast.Call(func=ast.Name(id=name)) if name in SHARED:
                    found |= SHARED[name]
                case ast.Call(func=ast.Attribute(attr="generate_signed_url")):
                    found |= {("may", "sign")} | SEEN
                case ast.Call(func=ast.Attribute(attr="address"), keywords=options) if options:
                    # An address lets its holder do what its signer may.
                    assert [option.value.value for option in options if option.arg == "method"] == ["PUT"]
                    found |= UPLOADED
                case ast.Call(args=arguments):
                    handed = {argument.attr for argument in arguments if _is_bucket(argument)}
                    found |= {(word, bucket) for bucket in handed for word in _of_protocols(trees.values())}
                case ast.Attribute(value=ast.Name(id="cloud"), attr=adapter) if adapter not in TOPOLOGY.buckets:
                    assert adapter in ADAPTERS, f"{file}: say in this test what cloud.{adapter} asks for"
                    found |= ADAPTERS[adapter]
                    if adapter == "publisher" and TOPOLOGY.functions[function].emits is None:
                        found.add(("may", "republish"))
    return found


def _is_bucket(node: ast.expr) -> TypeGuard[ast.Attribute]:
    is_cloud = isinstance(node, ast.Attribute) and ast.unparse(node.value) == "cloud"
    return is_cloud and node.attr in TOPOLOGY.buckets


def _of_protocols(trees: Iterable[ast.Module]) -> set[str]:
    """Return what is asked of a bucket by code that knows it as a protocol only."""
    protocols = [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "Protocol" in map(ast.unparse, node.bases)
    ]
    methods = {node.name for protocol in protocols for node in protocol.body if isinstance(node, ast.FunctionDef)}
    assert methods, "a bucket is handed on, and no protocol says what for"
    return {word for method in methods for word in METHODS.get(method, ())}


def listed(access: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(word, value) for word, values in access.items() for value in values}


def roles(function: str, access: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Return the roles that access.yaml means, each with what it is on."""
    declared = TOPOLOGY.functions[function]
    meant = {
        "database": {
            ("roles/datastore.user", f'{PROJECT} where resource.name == "projects/{PROJECT}/databases/(default)"')
        },
        "predict": {("vividly_predictor", PROJECT)},
        "trace": {("roles/cloudtrace.agent", PROJECT)},
        "sign": {("roles/iam.serviceAccountTokenCreator", declared.service_account)},
        "republish": {("roles/pubsub.publisher", topic) for topic in travelled()},
    }
    on_objects = {
        "reads": "roles/storage.objectViewer",
        "creates": "roles/storage.objectCreator",
        "removes": "vividly_remover",
    }
    found = {("roles/pubsub.publisher", topic) for topic in (declared.emits, *declared.also_emits) if topic}
    for word, value in listed(access):
        found |= meant[value] if word == "may" else {(on_objects[word], _place(value))}
    return found


def _place(listed: str) -> str:
    """Return the name of a bucket, with the condition that holds a role to one of its folders."""
    key, _, folder = listed.partition("/")
    bucket = TOPOLOGY.buckets[key].name.replace("{project}", PROJECT)
    condition = f' where resource.name.startsWith("projects/_/buckets/{bucket}/objects/{folder}")'
    return bucket + (condition if folder else "")


def test_the_folders_that_are_listed_are_those_of_the_paths() -> None:
    folders = {value for access in ACCESS.values() for word, value in listed(access) if "/" in value}
    assert folders == {"temporary/scenes/", "oer/uploads/"}
    assert paths.still("r", 0).startswith("scenes/")
    assert paths.upload("u", "light.md").startswith("uploads/")


def travelled() -> set[str]:
    """Return every topic that a request travels by: what stages emit, and what they hear."""
    stages = [TOPOLOGY.functions[name] for name in progress.STAGES]
    return {topic for stage in stages for topic in (stage.emits, *stage.also_emits, stage.hears.topic) if topic}


def surplus(deployment: Deployment) -> dict[str, Any]:
    """Return the grants that nobody needs and the needs that nobody granted, by who they are about."""
    pubsub = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    kind = "google_storage_project_service_account"
    [storage] = [one["values"]["member"] for one in deployment.resources if one["type"] == kind]
    hearing = {name: function.subscription for name, function in TOPOLOGY.functions.items() if function.subscription}
    dead = {subscription.dead_letter_topic for subscription in hearing.values()}
    sources = 'resource.name.startsWith("projects/_/buckets/gcf-v2-sources-123456789012-us-central1/")'
    images = deployment.values("google_artifact_registry_repository", "functions")[""]["name"]
    needed: dict[str, set[tuple[str, str]]] = (
        {TOPOLOGY.functions[name].service_account: roles(name, access) for name, access in ACCESS.items()}
        | {
            f"deliver-{TOPOLOGY.functions[name].service_account}": {("roles/run.invoker", name.replace("_", "-"))}
            for name in hearing
        }
        | {
            "allUsers": {("roles/run.invoker", "submit-request")},
            pubsub: {("roles/pubsub.subscriber", name) for name in hearing}
            | {("roles/pubsub.publisher", topic) for topic in dead}
            | {
                ("roles/iam.serviceAccountOpenIdTokenCreator", f"deliver-{TOPOLOGY.functions[name].service_account}")
                for name in hearing
            },
            storage: {
                ("roles/pubsub.publisher", bucket.notifies) for bucket in TOPOLOGY.buckets.values() if bucket.notifies
            },
            "builder": {
                ("roles/logging.logWriter", PROJECT),
                ("roles/storage.objectViewer", f"{PROJECT} where {sources}"),
                ("roles/storage.objectViewer", f"{PROJECT}-vividly-bundles"),
                ("roles/artifactregistry.writer", images),
            },
        }
    )
    granted = deployment.grants()
    return {
        who: granted.get(who, set()) ^ needed.get(who, set())
        for who in granted | needed
        if granted.get(who, set()) != needed.get(who, set())
    }


@pytest.mark.parametrize("function", TOPOLOGY.functions)
def test_a_function_is_given_what_its_code_uses_and_no_more(function: str) -> None:
    assert listed(ACCESS[function]) == used(function)


def test_the_list_knows_every_function_and_uses_words_that_terraform_knows() -> None:
    assert set(ACCESS) == set(TOPOLOGY.functions)
    for access in ACCESS.values():
        assert set(access) <= WORDS["buckets"] | {"may"}
        assert set(access["may"]) <= WORDS["may"]


def test_terraform_grants_what_is_needed_and_no_more(deployment: Deployment) -> None:
    assert surplus(deployment) == {}


def test_the_roles_of_our_own_allow_what_their_names_say(deployment: Deployment) -> None:
    made = deployment.of_type("google_project_iam_custom_role")
    assert {role["role_id"]: set(role["permissions"]) for role in made} == {
        "vividly_predictor": {"aiplatform.endpoints.predict"},
        "vividly_remover": {"storage.objects.delete", "storage.objects.list"},
    }


@pytest.mark.parametrize("role", ["roles/editor", "roles/storage.admin"])
def test_one_grant_too_many_is_seen(deployed: list[Values], role: str) -> None:
    [account] = [one for one in deployed if one["address"] == 'google_service_account.function["write_script"]']
    values = {"project": PROJECT, "role": role, "member": account["values"]["member"], "condition": []}
    extra = {"address": "extra", "mode": "managed", "type": "google_project_iam_member", "name": "extra"}
    assert surplus(Deployment([*deployed, extra | {"values": values}])) == {"write-script": {(role, PROJECT)}}


def test_a_grant_that_is_missing_or_wider_is_seen(deployed: list[Values]) -> None:
    changed = copy.deepcopy(deployed)
    address = 'google_storage_bucket_iam_member.function["ingest_resource reads oer"]'
    [grant] = [one for one in changed if one["address"] == address]
    grant["values"]["role"] = "roles/storage.objectAdmin"
    assert set(surplus(Deployment(changed))) == {"ingest-resource"}


def test_a_policy_that_decides_over_others_is_refused(deployed: list[Values]) -> None:
    policy = {"address": "all", "mode": "managed", "type": "google_project_iam_policy", "name": "all", "values": {}}
    with pytest.raises(AssertionError, match="decides who else"):
        Deployment([*deployed, policy]).grants()


def test_every_file_of_a_function_is_looked_at() -> None:
    assert all(list(Path(REPOSITORY, "functions", name).glob("*.py")) for name in TOPOLOGY.functions)
