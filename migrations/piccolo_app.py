"""The whole house is one Piccolo app: all domains' tables, one folder of migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="yishi",
    migrations_folder_path=str(Path(__file__).parent),
    table_classes=table_finder(
        [
            "app.record",
            "app.search",
            "app.village.tables",
            "app.deliberation.tables",
            "app.votes.tables",
            "app.disclosure.tables",
        ],
        exclude_imported=True,
    ),
    migration_dependencies=[],
)
