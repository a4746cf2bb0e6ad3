"""Columns of lists in the admin that can be read on a telephone."""

from wagtail.admin.ui.tables import Column, DateColumn


class LabelledColumn(Column):
    """A cell that names its column where a narrow screen has no room for the heads of a table."""

    cell_template_name = "core/admin/labelled_cell.html"


class LabelledDateColumn(DateColumn):
    """A moment whose cell names its column where a narrow screen has no room for the heads of a table."""

    cell_template_name = "core/admin/labelled_date_cell.html"
